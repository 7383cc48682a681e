package dev.posestream.camera.synthetic;

/** Smooth ways from 0 to 1. */
final class Ease {

    private Ease() {}

    /** Starts and ends gently; 0 before 0 and 1 after 1. */
    static double smooth(double u) {
        double v = Math.min(Math.max(u, 0), 1);
        return v * v * (3 - 2 * v);
    }

    /** Ever faster, as something that drops. */
    static double drop(double u) {
        double v = Math.min(Math.max(u, 0), 1);
        return v * v;
    }

    /** Up from 0 to 1 at the start of a stretch of time, and back down at its end. */
    static double inAndOut(double t, double length, double ramp) {
        return Math.min(smooth(t / ramp), smooth((length - t) / ramp));
    }
}
