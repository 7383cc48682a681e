package dev.posestream.camera.synthetic;

/**
 * One person's appearance, from coming in to having gone.
 *
 * @param figure   identity, never used again
 * @param startS   seconds of the scene's time when it begins
 * @param staysS   seconds spent where it stops
 * @param facing   heading while it stops
 * @param leftHand whether it is left-handed
 */
record Visit(long figure, double startS, double staysS, double facing, boolean leftHand, Activity activity, Route route,
             Proportions size, Look look) {

    double lengthS() {
        return activity == Activity.PASS ? route.length() / route.speed()
                : route.secondsToStop() + staysS + route.secondsFromStop();
    }

    boolean coversS(double t) {
        return t >= startS && t < startS + lengthS();
    }
}
