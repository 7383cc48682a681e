package dev.posestream.camera.synthetic;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The head as the lens sees it: an ellipsoid, with places on it given as on a unit sphere by left, up and forward.
 */
final class HeadShape {

    private static final double HALF_WIDTH = .045;
    private static final double HALF_HEIGHT = .068;
    private static final double HALF_DEPTH = .055;
    private static final int STEPS = 28;

    private final Vector centre;
    private final Axes axes;
    private final Proportions size;
    private final Lens lens;
    private final Vector away;

    HeadShape(Body body, Proportions size, Lens lens) {
        this.centre = body.at(Joint.HEAD);
        this.axes = body.head();
        this.size = size;
        this.lens = lens;
        Vector sight = centre.minus(lens.eye()).unit();
        this.away = new Vector(sight.dot(axes.left()) / HALF_WIDTH, sight.dot(axes.up()) / HALF_HEIGHT,
                sight.dot(axes.forward()) / HALF_DEPTH).unit();
    }

    /** How squarely a place on the head faces the camera: 1 fully, 0 at the edge, below 0 on the far side. */
    double facing(double left, double up, double forward) {
        return -new Vector(left, up, forward).unit().dot(away);
    }

    /** Whether a point of the face is on the side towards the camera. */
    boolean shows(Joint joint) {
        return switch (joint) {
            case NOSE -> facing(0, -.2, 1) > -.25;
            case LEFT_EYE -> facing(.42, .09, .9) > .08;
            case RIGHT_EYE -> facing(-.42, .09, .9) > .08;
            case LEFT_EAR -> facing(1, 0, 0) > -.4;
            case RIGHT_EAR -> facing(-1, 0, 0) > -.4;
            default -> throw new IllegalArgumentException(joint + " is not on the head");
        };
    }

    Point2D.Double at(double left, double up, double forward) {
        return lens.project(centre.plus(axes.at(size.metres(left * HALF_WIDTH), size.metres(up * HALF_HEIGHT), size.metres(forward * HALF_DEPTH))));
    }

    /** The outline, larger or smaller than the head, about a centre that is moved upwards and forward. */
    Path2D.Double outline(double factor, double up, double forward) {
        Path2D.Double path = new Path2D.Double();
        for (Vector edge : circle(away, 0)) {
            add(path, at(edge.x() * factor, edge.y() * factor + up, edge.z() * factor + forward));
        }
        path.closePath();
        return path;
    }

    /** The visible part of a round patch: everything within an angle of a direction, as an outline; empty on the far side. */
    Path2D.Double patch(Vector middle, double radians, double factor) {
        Vector axis = middle.unit();
        double within = Math.cos(radians);
        List<Vector> rim = run(circle(axis, within), p -> p.dot(away) <= 0);
        List<Vector> edge = run(circle(away, 0), p -> p.dot(axis) >= within);
        if (!rim.isEmpty() && !edge.isEmpty() && rim.get(rim.size() - 1).dot(edge.get(0)) < rim.get(rim.size() - 1).dot(edge.get(edge.size() - 1))) {
            Collections.reverse(edge);
        }
        Path2D.Double path = new Path2D.Double();
        Stream.concat(rim.stream(), edge.stream()).map(p -> p.times(factor)).forEach(p -> add(path, at(p.x(), p.y(), p.z())));
        if (path.getCurrentPoint() != null) {
            path.closePath();
        }
        return path;
    }

    /** Points of the unit sphere at an angle from an axis, given by its cosine. */
    private static List<Vector> circle(Vector axis, double cos) {
        Vector first = (Math.abs(axis.y()) < .9 ? new Vector(0, 1, 0) : new Vector(1, 0, 0)).across(axis);
        Vector second = cross(axis, first);
        double sin = Math.sqrt(1 - cos * cos);
        return IntStream.range(0, STEPS).mapToDouble(i -> 2 * Math.PI * i / STEPS)
                .mapToObj(angle -> axis.times(cos).plus(sin * Math.cos(angle), first).plus(sin * Math.sin(angle), second)).toList();
    }

    /** Those neighbours on a closed line for which something holds, from the first to the last. */
    private static List<Vector> run(List<Vector> ring, Predicate<Vector> holds) {
        int start = 0;
        while (start < ring.size() && (!holds.test(ring.get(start)) || holds.test(ring.get((start + ring.size() - 1) % ring.size())))) {
            start++;
        }
        List<Vector> found = new ArrayList<>();
        for (int i = 0; i < ring.size(); i++) {
            Vector p = ring.get((start + i) % ring.size());
            if (holds.test(p)) {
                found.add(p);
            }
        }
        return found;
    }

    /** Pixels of a length given as a fraction of body height. */
    double pixels(double fraction) {
        return size.metres(fraction) * lens.scale(centre.z());
    }

    private static void add(Path2D.Double path, Point2D.Double p) {
        if (path.getCurrentPoint() == null) {
            path.moveTo(p.x, p.y);
        } else {
            path.lineTo(p.x, p.y);
        }
    }

    private static Vector cross(Vector a, Vector b) {
        return new Vector(a.y() * b.z() - a.z() * b.y(), a.z() * b.x() - a.x() * b.z(), a.x() * b.y() - a.y() * b.x());
    }
}
