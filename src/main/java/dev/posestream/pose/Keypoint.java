package dev.posestream.pose;

/**
 * One landmark of a body in a picture.
 *
 * @param x     pixels from the left edge of the published frame; may lie outside it
 * @param y     pixels from the top edge of the published frame; may lie outside it
 * @param score confidence, 0..1
 */
public record Keypoint(double x, double y, double score) {

    public Keypoint {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException("keypoint (" + x + ", " + y + ") is not finite");
        }
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("keypoint score " + score + " is not in 0..1");
        }
    }

    /** Euclidean distance to another keypoint in pixels. */
    public double distanceTo(Keypoint other) {
        return Math.hypot(x - other.x, y - other.y);
    }
}
