package dev.posestream.camera.synthetic;

/**
 * A figure's build. Segment lengths are fractions of body height after Drillis and Contini (1966), as tabulated by
 * Winter, Biomechanics and Motor Control of Human Movement.
 *
 * @param height    metres
 * @param girth     factor on the thickness of trunk and limbs
 * @param shoulders factor on the width of the shoulders
 */
record Proportions(double height, double girth, double shoulders) {

    static final double HIP_HEIGHT = .525;
    static final double THIGH = .242;
    static final double SHANK = .243;
    static final double ANKLE_HEIGHT = .042;
    static final double FOOT_AHEAD = .098;
    static final double HEEL_BEHIND = .026;
    static final double SHOULDER_HEIGHT = .815;
    static final double NECK_HEIGHT = .85;
    static final double HEAD_HEIGHT = .932;
    static final double UPPER_ARM = .172;
    static final double FOREARM = .148;
    static final double HAND = .062;
    static final double HIP_HALF = .062;
    static final double SHOULDER_HALF = .108;

    /** A fraction of the height in metres. */
    double metres(double fraction) {
        return fraction * height;
    }

    /** A thickness, as a fraction of the height, in metres. */
    double thickness(double fraction) {
        return fraction * height * girth;
    }

    double shoulderHalf() {
        return SHOULDER_HALF * height * shoulders;
    }
}
