package dev.posestream.camera.synthetic;

import java.util.List;

/** The limbs of a figure: round, tapering, from joint to joint. */
enum Part {
    LEFT_THIGH(Joint.LEFT_HIP, .047, Joint.LEFT_KNEE, .036),
    RIGHT_THIGH(Joint.RIGHT_HIP, .047, Joint.RIGHT_KNEE, .036),
    LEFT_SHANK(Joint.LEFT_KNEE, .036, Joint.LEFT_ANKLE, .025),
    RIGHT_SHANK(Joint.RIGHT_KNEE, .036, Joint.RIGHT_ANKLE, .025),
    LEFT_FOOT(Joint.LEFT_HEEL, .020, Joint.LEFT_TOE, .021),
    RIGHT_FOOT(Joint.RIGHT_HEEL, .020, Joint.RIGHT_TOE, .021),
    LEFT_UPPER_ARM(Joint.LEFT_SHOULDER, .028, Joint.LEFT_ELBOW, .025),
    RIGHT_UPPER_ARM(Joint.RIGHT_SHOULDER, .028, Joint.RIGHT_ELBOW, .025),
    LEFT_FOREARM(Joint.LEFT_ELBOW, .0245, Joint.LEFT_WRIST, .0165),
    RIGHT_FOREARM(Joint.RIGHT_ELBOW, .0245, Joint.RIGHT_WRIST, .0165),
    LEFT_HAND(Joint.LEFT_WRIST, .0165, Joint.LEFT_HAND, .017),
    RIGHT_HAND(Joint.RIGHT_WRIST, .0165, Joint.RIGHT_HAND, .017),
    NECK(Joint.NECK, .032, Joint.HEAD, .029);

    static final List<Part> LEFT_LEG = List.of(LEFT_THIGH, LEFT_SHANK, LEFT_FOOT);
    static final List<Part> RIGHT_LEG = List.of(RIGHT_THIGH, RIGHT_SHANK, RIGHT_FOOT);
    static final List<Part> LEFT_ARM = List.of(LEFT_UPPER_ARM, LEFT_FOREARM, LEFT_HAND);
    static final List<Part> RIGHT_ARM = List.of(RIGHT_UPPER_ARM, RIGHT_FOREARM, RIGHT_HAND);

    private final Joint from;
    private final double fromRadius;
    private final Joint to;
    private final double toRadius;

    Part(Joint from, double fromRadius, Joint to, double toRadius) {
        this.from = from;
        this.fromRadius = fromRadius;
        this.to = to;
        this.toRadius = toRadius;
    }

    /** The part as the lens sees it. */
    Capsule seen(Body body, Proportions size, Lens lens) {
        Vector a = body.at(from);
        Vector b = body.at(to);
        return new Capsule(lens.project(a), size.thickness(fromRadius) * lens.scale(a.z()),
                lens.project(b), size.thickness(toRadius) * lens.scale(b.z()));
    }

    /** How far from the camera its middle is. */
    double depth(Body body) {
        return (body.at(from).z() + body.at(to).z()) / 2;
    }
}
