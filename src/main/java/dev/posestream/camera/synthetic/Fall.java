package dev.posestream.camera.synthetic;

import dev.posestream.camera.synthetic.Posture.Arm;
import dev.posestream.camera.synthetic.Posture.Leg;

/** Falling over sideways, lying, and getting up again. */
final class Fall {

    /** Seconds from losing the balance to the floor. */
    static final double FALLING_S = .95;
    /** Seconds before anything happens. */
    static final double BEFORE_S = .5;

    private static final double RISING_S = 2.4;
    private static final double FLAT = Math.toRadians(85);

    private Fall() {}

    /** @param t seconds since it began to stand there; the whole takes {@code length} */
    static Moment at(Visit visit, Posture standing, Vector ground, double heading, double t, double length) {
        double falling = (t - BEFORE_S) / FALLING_S;
        double rising = (t - (length - RISING_S)) / RISING_S;
        boolean toLeft = ground.x() > 0 || (ground.x() == 0 && visit.leftHand());
        Vector towards = new Vector(toLeft ? -1 : 1, 0, 0);
        double gone = Ease.drop(falling) * (1 - Ease.smooth(rising / .75));
        Posture lying = lying(toLeft);
        Posture posture = standing.towards(lying, Ease.smooth(falling * 1.2));
        Action action = Action.LYING;
        if (falling < 0) {
            action = Action.STANDING;
        } else if (falling < 1) {
            action = Action.FALLING;
        } else if (rising > 0) {
            action = Action.RISING;
            posture = lying.towards(Motion.crouched(), Ease.smooth(rising / .6)).towards(standing, Ease.smooth((rising - .6) / .4));
        }
        Body body = Kinematics.body(visit.size(), ground, heading, posture);
        double lift = visit.size().shoulderHalf() * .6 * Math.sin(gone * FLAT);
        return new Moment(action, gone == 0 ? body : body.tipped(ground, towards, gone * FLAT, lift));
    }

    /** On one side, knees a little bent, the lower arm beside the head. */
    private static Posture lying(boolean toPictureLeft) {
        Leg lower = new Leg(.02, .05, .03, Math.toRadians(35));
        Leg upper = new Leg(.05, .06, .06, Math.toRadians(25));
        Arm lowerArm = new Arm(Math.toRadians(118), Math.toRadians(10), Math.toRadians(62), .6);
        Arm upperArm = new Arm(Math.toRadians(35), Math.toRadians(14), Math.toRadians(50), -.3);
        // Facing the camera, the person's right is on the picture's left.
        return new Posture(.05, 0, Math.toRadians(6), 0, 0, 0, toPictureLeft ? upper : lower, toPictureLeft ? lower : upper,
                toPictureLeft ? upperArm : lowerArm, toPictureLeft ? lowerArm : upperArm);
    }
}
