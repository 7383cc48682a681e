package dev.posestream.camera.synthetic;

import java.awt.geom.Point2D;

/**
 * The camera of the scene: a pinhole that looks level along z, moved up in its picture as an architect's lens is.
 *
 * @param width  of the picture, pixels
 * @param height of the picture, pixels
 */
record Lens(int width, int height) {

    private static final double FOCAL = 1.25;
    private static final double EYE_HEIGHT = 1.35;
    private static final double HORIZON = .34;

    /** Pixels a metre at a depth. */
    double scale(double z) {
        return FOCAL * height / z;
    }

    Point2D.Double project(Vector place) {
        double scale = scale(place.z());
        return new Point2D.Double(width / 2.0 + scale * place.x(), HORIZON * height + scale * (EYE_HEIGHT - place.y()));
    }

    /** Where the camera is. */
    Vector eye() {
        return new Vector(0, EYE_HEIGHT, 0);
    }

    /** Half the width that the picture sees at a depth, metres. */
    double halfWidth(double z) {
        return width / 2.0 / scale(z);
    }
}
