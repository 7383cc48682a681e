package dev.posestream.evaluation.bench;

import java.util.Locale;

/** What a ratio should be. */
public record Goal(Direction direction, double bound) {

    public enum Direction { AT_MOST, AT_LEAST }

    static Goal atMost(double bound) {
        return new Goal(Direction.AT_MOST, bound);
    }

    static Goal atLeast(double bound) {
        return new Goal(Direction.AT_LEAST, bound);
    }

    public boolean met(double ratio) {
        return direction == Direction.AT_MOST ? ratio <= bound : ratio >= bound;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %.2f", direction == Direction.AT_MOST ? "<=" : ">=", bound);
    }
}
