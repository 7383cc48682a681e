package dev.posestream.camera.synthetic;

/**
 * A straight way over the floor, in at one side of the picture and out at the other, with a place to stop on it.
 *
 * @param from      where it begins, out of the picture
 * @param to        where it ends, out of the picture
 * @param stopAfter metres from the beginning to the place to stop
 * @param speed     metres a second
 */
record Route(Vector from, Vector to, double stopAfter, double speed) {

    /** Coming to a halt and setting off take so long, seconds. */
    static final double BRAKING = .8;

    double length() {
        return to.minus(from).length();
    }

    Vector at(double metres) {
        return from.plus(metres / length(), to.minus(from));
    }

    /** Which way one looks who walks it; see {@link Axes#heading}. */
    double heading() {
        Vector way = to.minus(from);
        return Math.atan2(way.x(), -way.z());
    }

    double secondsToStop() {
        return stopAfter / speed + BRAKING / 2;
    }

    double secondsFromStop() {
        return (length() - stopAfter) / speed + BRAKING / 2;
    }

    /** Metres walked when coming to a halt; {@code t} in seconds from the beginning. */
    double walkedTo(double t) {
        double left = secondsToStop() - t;
        return left > BRAKING ? speed * t : stopAfter - speed * left * left / (2 * BRAKING);
    }

    /** Metres walked when going on; {@code t} in seconds from setting off. */
    double walkedFrom(double t) {
        return stopAfter + (t < BRAKING ? speed * t * t / (2 * BRAKING) : speed * (t - BRAKING / 2));
    }
}
