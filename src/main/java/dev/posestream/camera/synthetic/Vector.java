package dev.posestream.camera.synthetic;

/** A point or direction in the scene, metres: x to the picture's right, y up from the floor, z away from the camera. */
record Vector(double x, double y, double z) {

    Vector plus(Vector other) {
        return new Vector(x + other.x, y + other.y, z + other.z);
    }

    Vector plus(double factor, Vector other) {
        return new Vector(x + factor * other.x, y + factor * other.y, z + factor * other.z);
    }

    Vector minus(Vector other) {
        return plus(-1, other);
    }

    Vector times(double factor) {
        return new Vector(x * factor, y * factor, z * factor);
    }

    double dot(Vector other) {
        return x * other.x + y * other.y + z * other.z;
    }

    double length() {
        return Math.sqrt(dot(this));
    }

    Vector unit() {
        return times(1 / length());
    }

    /** The part of this that is at right angles to a unit vector, made a unit itself. */
    Vector across(Vector unit) {
        return plus(-dot(unit), unit).unit();
    }
}
