package dev.posestream.camera.synthetic;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;

/** The trunk as the lens sees it: elliptical slices from the seat to the neck, and the smooth outline around them. */
final class TrunkShape {

    /** Height over the hip joints, half width, half depth: fractions of body height. */
    private static final double[][] SLICES = {
            {-.058, .078, .056}, {-.034, .105, .070}, {.000, .107, .071}, {.045, .096, .065}, {.100, .082, .058},
            {.165, .089, .063}, {.225, .102, .066}, {.265, .116, .058}, {.292, .116, .046}, {.314, .078, .040}, {.336, .036, .034}};
    /** The first slice of what the shirt covers. */
    private static final int HEM = 1;
    private static final int SEAT_END = 4;
    private static final int AROUND = 14;

    private final Point2D.Double[] lefts = new Point2D.Double[SLICES.length];
    private final Point2D.Double[] rights = new Point2D.Double[SLICES.length];

    TrunkShape(Body body, Proportions size, Lens lens) {
        Point2D.Double foot = lens.project(body.at(Joint.PELVIS));
        Point2D.Double top = lens.project(body.at(Joint.NECK));
        double length = Math.max(1e-6, foot.distance(top));
        double acrossX = -(top.y - foot.y) / length;
        double acrossY = (top.x - foot.x) / length;
        for (int i = 0; i < SLICES.length; i++) {
            double shoulders = SLICES[i][0] > .2 ? size.shoulders() : 1;
            Vector centre = body.at(Joint.PELVIS).plus(size.metres(SLICES[i][0]), body.trunk().up());
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < AROUND; k++) {
                double angle = 2 * Math.PI * k / AROUND;
                Point2D.Double p = lens.project(centre.plus(body.trunk().at(size.thickness(SLICES[i][1]) * shoulders * Math.cos(angle),
                        0, size.thickness(SLICES[i][2]) * Math.sin(angle))));
                double across = p.x * acrossX + p.y * acrossY;
                if (across < least) {
                    least = across;
                    lefts[i] = p;
                }
                if (across > most) {
                    most = across;
                    rights[i] = p;
                }
            }
        }
    }

    /** Everything. */
    Path2D.Double path() {
        return outline(0, SLICES.length - 1);
    }

    Path2D.Double shirt() {
        return outline(HEM, SLICES.length - 1);
    }

    Path2D.Double seat() {
        return outline(0, SEAT_END);
    }

    /** The edges at the chest, across which the light falls. */
    Point2D.Double leftEdge() {
        return lefts[6];
    }

    Point2D.Double rightEdge() {
        return rights[6];
    }

    private Path2D.Double outline(int first, int last) {
        Path2D.Double path = new Path2D.Double();
        path.moveTo(lefts[first].x, lefts[first].y);
        smooth(path, lefts, first, last, 1);
        path.lineTo(rights[last].x, rights[last].y);
        smooth(path, rights, last, first, -1);
        path.closePath();
        return path;
    }

    /** Catmull-Rom through the points. */
    private static void smooth(Path2D.Double path, Point2D.Double[] points, int from, int to, int step) {
        for (int i = from; i != to; i += step) {
            Point2D.Double before = i == from ? points[i] : points[i - step];
            Point2D.Double a = points[i];
            Point2D.Double b = points[i + step];
            Point2D.Double after = i + step == to ? b : points[i + 2 * step];
            path.curveTo(a.x + (b.x - before.x) / 6, a.y + (b.y - before.y) / 6, b.x - (after.x - a.x) / 6, b.y - (after.y - a.y) / 6, b.x, b.y);
        }
    }
}
