package dev.posestream.evaluation.bench;

import java.util.List;
import java.util.Optional;

/**
 * One line of the table.
 *
 * @param name      what is measured
 * @param unit      of both numbers
 * @param candidate PoseStream's number
 * @param baseline  what it is compared with, measured in the same run
 * @param ratio     candidate by baseline: of rounds, the median of their ratios
 * @param rounds    ratio of each round; empty where there were none
 * @param goal      what the ratio should be
 */
public record Row(String name, String unit, double candidate, double baseline, double ratio, List<Double> rounds, Optional<Goal> goal) {

    public Row {
        rounds = List.copyOf(rounds);
    }
}
