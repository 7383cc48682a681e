package dev.posestream.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.posestream.analysis.WaterLevel.Demand;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaterLevelTest {

    @Test
    void whoAsksForLittleGetsItAndTheOthersShareTheRest() {
        WaterLevel level = new WaterLevel(List.of(new Demand(2, 1), new Demand(2.6, 1), new Demand(4, 1), new Demand(5, 1)));
        assertThat(level.of(10)).as("2, 2.6 and twice 2.7").isCloseTo(2.7, within(1e-9));
    }

    @Test
    void aWeightIsSoManyShares() {
        WaterLevel level = new WaterLevel(List.of(new Demand(4, 2.5), new Demand(2, 4), new Demand(10, 0.5), new Demand(4, 1)));
        assertThat(level.of(16)).as("4 and 2 are met, and 4; the rest is 6 for half a weight").isCloseTo(12, within(1e-9));
        assertThat(level.of(8)).as("2 is met, 6 go to a weight of 4").isCloseTo(1.5, within(1e-9));
    }

    @Test
    void enoughForAllHoldsNobodyBack() {
        assertThat(new WaterLevel(List.of(new Demand(2, 1), new Demand(3, 9))).of(5.1)).isInfinite();
        assertThat(new WaterLevel(List.of()).of(5)).isInfinite();
    }
}
