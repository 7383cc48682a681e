package dev.posestream.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    @RepeatedTest(500)
    void costsAsLittleAsTheBestOfAllAssignments(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        double[][] cost = new double[random.nextInt(7)][];
        int columns = random.nextInt(7);
        boolean coarse = random.nextBoolean();
        for (int r = 0; r < cost.length; r++) {
            cost[r] = random.doubles(columns).map(v -> v < 0.2 ? Double.POSITIVE_INFINITY : coarse ? Math.floor(v * 4) / 4 : v)
                    .toArray();
        }
        double limit = random.nextInt(4) == 0 ? 2 : 0.8;
        int[] columnOf = Assignment.solve(cost, limit);

        assertThat(columnOf).hasSize(cost.length);
        assertThat(Arrays.stream(columnOf).filter(c -> c >= 0).boxed().toList()).doesNotHaveDuplicates();
        double total = 0;
        for (int r = 0; r < cost.length; r++) {
            if (columnOf[r] >= 0) {
                assertThat(cost[r][columnOf[r]]).isLessThan(limit);
                total += cost[r][columnOf[r]] - limit;
            }
        }
        assertThat(total).isCloseTo(best(cost, limit, 0, new boolean[columns]), within(1e-9));
    }

    @Test
    void doesNotGiveUpAGoodPairForTwoBadOnes() {
        assertThat(Assignment.solve(new double[][] {{0.1, 0.7}, {0.7, 1}}, 0.8)).containsExactly(0, -1);
    }

    @Test
    void takesTheBestSumNotTheBestFirst() {
        assertThat(Assignment.solve(new double[][] {{0.1, 0.2}, {0.2, 0.9}}, 1)).containsExactly(1, 0);
    }

    @Test
    void emptyInputsGiveEmptyAnswers() {
        assertThat(Assignment.solve(new double[0][0], 1)).isEmpty();
        assertThat(Assignment.solve(new double[2][0], 1)).containsExactly(-1, -1);
    }

    @Test
    void aCostThatIsNoNumberIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Assignment.solve(new double[][] {{0, Double.NaN}}, 1))
                .withMessageContaining("row 0, column 1");
    }

    /** Tries everything: the least sum of (cost - limit) over the pairs made. */
    private static double best(double[][] cost, double limit, int row, boolean[] used) {
        if (row == cost.length) {
            return 0;
        }
        double best = best(cost, limit, row + 1, used);
        for (int c = 0; c < used.length; c++) {
            if (!used[c] && cost[row][c] < limit) {
                used[c] = true;
                best = Math.min(best, cost[row][c] - limit + best(cost, limit, row + 1, used));
                used[c] = false;
            }
        }
        return best;
    }
}
