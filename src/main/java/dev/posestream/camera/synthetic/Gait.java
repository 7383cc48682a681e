package dev.posestream.camera.synthetic;

import dev.posestream.camera.synthetic.Posture.Arm;
import dev.posestream.camera.synthetic.Posture.Leg;

/**
 * Walking, as a function of the distance walked: each foot stays where it was set down for 62 % of the stride (Perry, Gait
 * Analysis), rolls over its toes and swings to its next place, so feet do not slide whatever the speed.
 */
final class Gait {

    /** Length of a stride, two steps, as a fraction of body height. */
    static final double STRIDE = .76;

    private static final double STANCE = .62;
    private static final double STRIKE = .25 * STRIDE;
    private static final double OFF = STRIKE - STANCE * STRIDE;
    private static final double HEEL_OFF = .40;
    private static final double PUSH = Math.toRadians(52);
    private static final double TOES_UP = Math.toRadians(-16);

    private Gait() {}

    /** @param strides walked so far; the left heel is set down at whole numbers */
    static Posture posture(double strides) {
        double left = strides - Math.floor(strides);
        double right = strides + .5 - Math.floor(strides + .5);
        double swing = Math.cos(2 * Math.PI * left);
        return new Posture(.008, 0, Math.toRadians(3), Math.toRadians(9) * swing, 0, 0, leg(left), leg(right),
                arm(-swing), arm(swing));
    }

    private static Arm arm(double swing) {
        return new Arm(Math.toRadians(2 + 21 * swing), Math.toRadians(9), Math.toRadians(22 + 14 * swing), -.15);
    }

    private static Leg leg(double phase) {
        double aside = .045;
        if (phase < STANCE) {
            double ahead = STRIKE - phase * STRIDE;
            if (phase < HEEL_OFF) {
                return new Leg(ahead, aside, 0, TOES_UP * (1 - Ease.smooth(phase / .09)));
            }
            double tip = PUSH * Ease.smooth((phase - HEEL_OFF) / (STANCE - HEEL_OFF) * .8) / Ease.smooth(.8);
            return new Leg(ahead + overToes(tip), aside, Proportions.FOOT_AHEAD * .8 * Math.sin(tip), tip);
        }
        double swing = (phase - STANCE) / (1 - STANCE);
        double from = OFF + overToes(PUSH);
        double slope = -STRIDE * (1 - STANCE);
        double ahead = hermite(swing, from, 0, STRIKE, slope);
        double lift = hermite(swing, Proportions.FOOT_AHEAD * .8 * Math.sin(PUSH), .05, 0, -.03);
        double tip = PUSH + (TOES_UP - PUSH) * Ease.smooth(swing / .85);
        return new Leg(ahead, aside, Math.max(0, lift), tip);
    }

    /** How far the ankle comes forward when the foot turns about its toes. */
    private static double overToes(double tip) {
        return Proportions.FOOT_AHEAD * .8 * (1 - Math.cos(tip));
    }

    private static double hermite(double u, double from, double startSlope, double to, double endSlope) {
        double u2 = u * u;
        double u3 = u2 * u;
        return (2 * u3 - 3 * u2 + 1) * from + (u3 - 2 * u2 + u) * startSlope + (3 * u2 - 2 * u3) * to + (u3 - u2) * endSlope;
    }
}
