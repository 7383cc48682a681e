package dev.posestream.camera.synthetic;

/**
 * What a body does with its limbs, apart from where it stands; lengths are fractions of the figure's height, angles radians.
 *
 * @param drop  how far the pelvis is below its place in standing
 * @param shift how far the pelvis is ahead of the point that moves along the path
 * @param lean  of the trunk, forward
 * @param twist of the shoulders against the pelvis, left shoulder back
 * @param look  turn of the head against the heading, to its left
 * @param nod   of the head, forward
 */
record Posture(double drop, double shift, double lean, double twist, double look, double nod, Leg left, Leg right,
               Arm leftArm, Arm rightArm) {

    /**
     * Where a foot is.
     *
     * @param ahead of the point that moves along the path
     * @param aside outwards from it
     * @param lift  of the ankle over its height in standing
     * @param tip   of the foot, toes down
     */
    record Leg(double ahead, double aside, double lift, double tip) {

        Leg towards(Leg other, double w) {
            return new Leg(mix(ahead, other.ahead, w), mix(aside, other.aside, w), mix(lift, other.lift, w), mix(tip, other.tip, w));
        }
    }

    /**
     * How an arm is held.
     *
     * @param swing of the upper arm, forward from hanging
     * @param away  of the upper arm, sideways from the body
     * @param bend  of the elbow
     * @param raise 0: the elbow bends the forearm forward; 1: upwards; −1: towards the middle of the body
     */
    record Arm(double swing, double away, double bend, double raise) {

        Arm towards(Arm other, double w) {
            return new Arm(mix(swing, other.swing, w), mix(away, other.away, w), mix(bend, other.bend, w), mix(raise, other.raise, w));
        }
    }

    /** Part of the way to another posture: 0 this one, 1 the other. */
    Posture towards(Posture other, double w) {
        return new Posture(mix(drop, other.drop, w), mix(shift, other.shift, w), mix(lean, other.lean, w),
                mix(twist, other.twist, w), mix(look, other.look, w), mix(nod, other.nod, w),
                left.towards(other.left, w), right.towards(other.right, w),
                leftArm.towards(other.leftArm, w), rightArm.towards(other.rightArm, w));
    }

    Posture withArms(Arm newLeft, Arm newRight) {
        return new Posture(drop, shift, lean, twist, look, nod, left, right, newLeft, newRight);
    }

    private static double mix(double a, double b, double w) {
        return a + (b - a) * w;
    }
}
