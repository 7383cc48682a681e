package dev.posestream.evaluation.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers rounds in which candidate and baseline ran one after the other, so that what else the machine does hits both. */
final class Comparison {

    private final List<Double> candidates = new ArrayList<>();
    private final List<Double> baselines = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();

    void add(double candidate, double baseline) {
        candidates.add(candidate);
        baselines.add(baseline);
        ratios.add(candidate / baseline);
    }

    int rounds() {
        return ratios.size();
    }

    double candidate() {
        return new Percentiles(candidates).median();
    }

    double baseline() {
        return new Percentiles(baselines).median();
    }

    Row row(String name, String unit, Goal goal) {
        return row(name, unit, Optional.of(goal));
    }

    Row row(String name, String unit) {
        return row(name, unit, Optional.empty());
    }

    private Row row(String name, String unit, Optional<Goal> goal) {
        return new Row(name, unit, candidate(), baseline(), new Percentiles(ratios).median(), ratios, goal);
    }
}
