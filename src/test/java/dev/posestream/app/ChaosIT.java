package dev.posestream.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posestream.evaluation.chaos.Chaos;
import dev.posestream.evaluation.chaos.ChaosReport;
import dev.posestream.evaluation.chaos.FaultOrder;
import dev.posestream.stream.Guarantee;
import dev.posestream.testing.BuiltJar;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three brokers and four workers, each a process of the built jar, broken one after the other: every frame has its outcome. */
class ChaosIT {

    @TempDir
    Path folder;

    @Test
    void underEveryFaultEachPublishedFrameHasItsOutcomeAndNoPoseIsThereTwice() throws Exception {
        ChaosReport report = run(Guarantee.EXACTLY_ONCE, List.of());
        System.out.println(report.table());
        assertThat(report.total().published()).isGreaterThan(500);
        assertThat(report.total().unaccounted()).as(report.table()).isZero();
        assertThat(report.total().doubled()).as(report.table()).isZero();
        assertThat(report.total().buried()).as(report.table()).isZero();
        assertThat(report.kept()).as(report.table()).isTrue();
    }

    @Test
    void whereRepeatsAreAllowedNoPublishedFrameIsWithoutItsOutcomeEither() throws Exception {
        ChaosReport report = run(Guarantee.AT_LEAST_ONCE, List.of("kill-analyze"));
        System.out.println(report.table());
        assertThat(report.total().published()).isGreaterThan(50);
        assertThat(report.total().unaccounted()).as(report.table()).isZero();
        assertThat(report.total().buried()).as(report.table()).isZero();
        assertThat(report.kept()).as(report.table()).isTrue();
    }

    private ChaosReport run(Guarantee guarantee, List<String> faults) throws Exception {
        return new Chaos(BuiltJar.path(), folder, guarantee, System.out::println).run(FaultOrder.once(faults, new Random(1)));
    }
}
