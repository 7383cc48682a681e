package dev.posestream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AnalysisMeterTest {

    private static final long SECOND = 1_000_000_000L;

    /** As many results a second from the start on, each after so many dropped frames. */
    private static AnalysisMeter fed(long perSecond, long seconds, long droppedBefore) {
        AnalysisMeter meter = new AnalysisMeter(0);
        LongStream.rangeClosed(1, perSecond * seconds).forEach(i -> meter.add(i * SECOND / perSecond, droppedBefore));
        return meter;
    }

    @Test
    void measuresASteadyRateFromTheFirstSecondsOn() {
        assertThat(fed(10, 1, 0).rate(SECOND).fps()).isEqualTo(10);
        assertThat(fed(10, 3, 0).rate(3 * SECOND).fps()).isEqualTo(10);
        assertThat(fed(10, 60, 0).rate(60 * SECOND).fps()).isEqualTo(10);
    }

    @Test
    void oneFirstResultIsNoRateOfThousands() {
        AnalysisMeter meter = new AnalysisMeter(0);
        meter.add(1000, 0);

        assertThat(meter.rate(2000).fps()).isEqualTo(1);
    }

    @Test
    void theRateSinksToZeroInFiveSecondsAfterTheLastResult() {
        AnalysisMeter meter = fed(10, 20, 0);

        assertThat(meter.rate(22 * SECOND).fps()).isEqualTo(6);
        assertThat(meter.rate(25 * SECOND).fps()).isZero();
    }

    @Test
    void countsWhatWasDroppedInTheLastTenSecondsAndInAll() {
        AnalysisMeter meter = fed(7, 20, 2);

        assertThat(meter.rate(20 * SECOND)).isEqualTo(new AnalysisRate(7, 70, 140, 280));
        assertThat(meter.rate(30 * SECOND)).isEqualTo(new AnalysisRate(0, 0, 0, 280));
    }
}
