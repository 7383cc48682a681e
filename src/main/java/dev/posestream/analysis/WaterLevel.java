package dev.posestream.analysis;

import java.util.Comparator;
import java.util.List;

/**
 * Shares out a rate among cameras by weighted max-min fairness (progressive filling; Bertsekas and Gallager, <i>Data Networks</i>,
 * 2nd edition, 6.5.2): nobody gets more than asked for, and who gets less gets as much per weight as anybody.
 */
final class WaterLevel {

    /**
     * @param rate   asked for, a second
     * @param weight positive
     */
    record Demand(double rate, double weight) {

        double level() {
            return rate / weight;
        }
    }

    private final List<Demand> rising;
    private final double weights;

    WaterLevel(List<Demand> demands) {
        rising = demands.stream().sorted(Comparator.comparingDouble(Demand::level)).toList();
        weights = demands.stream().mapToDouble(Demand::weight).sum();
    }

    /** @return the rate per weight to hold each to, so that all of them together get the total; infinite when it is enough for all */
    double of(double total) {
        double left = total;
        double thirsty = weights;
        for (Demand demand : rising) {
            double level = left / thirsty;
            if (demand.level() > level) {
                return level;
            }
            left -= demand.rate();
            thirsty -= demand.weight();
        }
        return Double.POSITIVE_INFINITY;
    }
}
