package dev.posestream.camera.synthetic;

import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** A visitor at one time, as the lens sees it: everything that both the painter and the ground truth need. */
final class Figure {

    final long id;
    final Action action;
    final Body body;
    final Proportions size;
    final Look look;
    final Lens lens;
    final TrunkShape trunk;
    final HeadShape head;
    private final List<Shape> shapes = new ArrayList<>();
    private final Rectangle2D bounds;

    Figure(Visit visit, Moment moment, Lens lens) {
        this.id = visit.figure();
        this.action = moment.action();
        this.body = moment.body();
        this.size = visit.size();
        this.look = visit.look();
        this.lens = lens;
        this.trunk = new TrunkShape(body, size, lens);
        this.head = new HeadShape(body, size, lens);
        for (Part part : Part.values()) {
            shapes.add(part.seen(body, size, lens).path());
        }
        shapes.add(trunk.path());
        shapes.add(head.outline(1.06, .04, 0));
        Rectangle2D all = (Rectangle2D) shapes.get(0).getBounds2D().clone();
        shapes.forEach(shape -> all.add(shape.getBounds2D()));
        this.bounds = all;
    }

    /** Around everything that is drawn of it, also outside the picture, pixels. */
    Rectangle2D bounds() {
        return bounds;
    }

    /** Whether it covers a point of the picture. */
    boolean covers(double x, double y) {
        return bounds.contains(x, y) && shapes.stream().anyMatch(shape -> shape.contains(x, y));
    }

    /** Metres from the camera. */
    double depth() {
        return body.at(Joint.PELVIS).z();
    }
}
