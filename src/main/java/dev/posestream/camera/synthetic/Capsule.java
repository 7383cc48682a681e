package dev.posestream.camera.synthetic;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;

/** Two circles and everything between them, in pixels. */
record Capsule(Point2D.Double a, double aRadius, Point2D.Double b, double bRadius) {

    private static final int STEPS = 7;

    Path2D.Double path() {
        double along = Math.atan2(b.y - a.y, b.x - a.x);
        double distance = a.distance(b);
        Path2D.Double path = new Path2D.Double(Path2D.WIND_NON_ZERO, 2 * STEPS + 4);
        if (distance <= Math.abs(aRadius - bRadius)) {
            boolean first = aRadius > bRadius;
            arc(path, first ? a : b, Math.max(aRadius, bRadius), 0, 2 * Math.PI);
        } else {
            double side = Math.acos((aRadius - bRadius) / distance);
            arc(path, b, bRadius, along - side, along + side);
            arc(path, a, aRadius, along + side, along + 2 * Math.PI - side);
        }
        path.closePath();
        return path;
    }

    /** From the first circle part of the way to the second, all of it wider. */
    Capsule beginning(double part, double wider) {
        Point2D.Double end = new Point2D.Double(a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part);
        return new Capsule(a, aRadius * wider, end, (aRadius + (bRadius - aRadius) * part) * wider);
    }

    private static void arc(Path2D.Double path, Point2D.Double centre, double radius, double from, double to) {
        for (int i = 0; i <= STEPS; i++) {
            double angle = from + (to - from) * i / STEPS;
            double x = centre.x + radius * Math.cos(angle);
            double y = centre.y + radius * Math.sin(angle);
            if (path.getCurrentPoint() == null) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
    }
}
