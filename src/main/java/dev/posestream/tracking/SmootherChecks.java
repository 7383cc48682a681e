package dev.posestream.tracking;

/** What the settings of smoothers must keep to. */
final class SmootherChecks {

    private SmootherChecks() {}

    static void inUnit(String name, double value) {
        check(value >= 0 && value <= 1, name, value, "a number in 0..1");
    }

    static void positive(String name, double value) {
        check(value > 0 && Double.isFinite(value), name, value, "a finite number above 0");
    }

    static void notNegative(String name, double value) {
        check(value >= 0 && Double.isFinite(value), name, value, "a finite number from 0 up");
    }

    private static void check(boolean holds, String name, double found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("smoother's " + name + " is " + found + "; expected " + expected);
        }
    }
}
