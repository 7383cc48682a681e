package dev.posestream.camera.synthetic;

/** How a body part is turned: its own left, up and forward, as unit vectors at right angles. */
record Axes(Vector left, Vector up, Vector forward) {

    /** Upright, looking along a heading: 0 towards the camera, a quarter turn towards the picture's right. */
    static Axes heading(double radians) {
        double sin = Math.sin(radians);
        double cos = Math.cos(radians);
        return new Axes(new Vector(cos, 0, sin), new Vector(0, 1, 0), new Vector(sin, 0, -cos));
    }

    /** Turned about its own up, towards its left. */
    Axes turned(double radians) {
        double sin = Math.sin(radians);
        double cos = Math.cos(radians);
        return new Axes(left.times(cos).plus(-sin, forward), up, forward.times(cos).plus(sin, left));
    }

    /** Bent forward about its own left. */
    Axes bent(double radians) {
        double sin = Math.sin(radians);
        double cos = Math.cos(radians);
        return new Axes(left, up.times(cos).plus(sin, forward), forward.times(cos).plus(-sin, up));
    }

    /** A place given by distances along the three axes. */
    Vector at(double toLeft, double upwards, double ahead) {
        return left.times(toLeft).plus(upwards, up).plus(ahead, forward);
    }
}
