package dev.posestream.camera.synthetic;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/** Draws a head: hair, face, ears, and what of the features faces the camera. */
final class HeadPainter {

    /** From the forehead over the ears to the nape. */
    private static final Vector HAIR = new Vector(0, .76, -.65);
    /** Two halves, each reaching farther down on its side, frame the face. */
    private static final double PARTING = .3;

    private HeadPainter() {}

    /** Long hair that falls behind the neck; before the neck and the shirt. */
    static void paintBehind(Graphics2D g, Figure figure) {
        if (figure.look.longHair() && faces(figure)) {
            g.setPaint(Shade.scaled(figure.look.hair(), .72));
            g.fill(longHair(figure.head));
        }
    }

    static void paint(Graphics2D g, Figure figure) {
        HeadShape head = figure.head;
        Look look = figure.look;
        ear(g, figure, Joint.LEFT_EAR, 1, false);
        ear(g, figure, Joint.RIGHT_EAR, -1, false);
        Path2D.Double skull = head.outline(1, 0, 0);
        g.setPaint(round(look.skin(), skull));
        g.fill(skull);
        features(g, figure);
        g.setPaint(round(look.hair(), skull));
        double reach = Math.toRadians(look.longHair() ? 88 : 79);
        g.fill(head.patch(new Vector(PARTING, HAIR.y(), HAIR.z()), reach, 1.065));
        g.fill(head.patch(new Vector(-PARTING, HAIR.y(), HAIR.z()), reach, 1.065));
        if (look.longHair() && !faces(figure)) {
            g.fill(longHair(head));
        }
        ear(g, figure, Joint.LEFT_EAR, 1, true);
        ear(g, figure, Joint.RIGHT_EAR, -1, true);
    }

    private static boolean faces(Figure figure) {
        return figure.head.facing(0, 0, 1) > -.1;
    }

    private static Path2D.Double longHair(HeadShape head) {
        Path2D.Double hair = head.outline(1.04, 0, -.12);
        hair.append(head.outline(.92, -.75, -.3), false);
        return hair;
    }

    private static void features(Graphics2D g, Figure figure) {
        HeadShape head = figure.head;
        Color skin = figure.look.skin();
        float fine = (float) Math.max(.8, head.pixels(.0045));
        eye(g, figure, Joint.LEFT_EYE, 1);
        eye(g, figure, Joint.RIGHT_EYE, -1);
        if (head.facing(0, -.1, 1) > -.3) {
            nose(g, figure, fine);
        }
        if (head.facing(0, -.55, .8) > .05) {
            double side = head.facing(.4, -.5, .8) > head.facing(-.4, -.5, .8) ? 1 : -1;
            Path2D.Double mouth = new Path2D.Double();
            move(mouth, head.at(-.3 * (side > 0 && head.facing(-.3, -.55, .8) < .1 ? 0 : 1), -.56, .8));
            Point2D.Double mid = head.at(0, -.6, .86);
            Point2D.Double end = head.at(.3 * (side < 0 && head.facing(.3, -.55, .8) < .1 ? 0 : 1), -.56, .8);
            mouth.quadTo(mid.x, mid.y, end.x, end.y);
            g.setPaint(Shade.mixed(skin, new Color(0x8C2F32), .62));
            g.setStroke(new BasicStroke(fine * 1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            g.draw(mouth);
        }
    }

    private static void eye(Graphics2D g, Figure figure, Joint joint, int side) {
        HeadShape head = figure.head;
        double facing = head.facing(.42 * side, .09, .9);
        if (facing < .08) {
            return;
        }
        Point2D.Double at = figure.lens.project(figure.body.at(joint));
        double tall = head.pixels(.0058);
        double wide = head.pixels(.0098) * Math.min(1, .35 + facing);
        g.setPaint(new Color(0xF4F1EC));
        g.fill(new Ellipse2D.Double(at.x - wide, at.y - tall, 2 * wide, 2 * tall));
        g.setPaint(new Color(0x2A1C14));
        double iris = head.pixels(.0056);
        g.fill(new Ellipse2D.Double(at.x - Math.min(iris, wide), at.y - iris, 2 * Math.min(iris, wide), 2 * iris));
        Path2D.Double brow = new Path2D.Double();
        move(brow, head.at(.16 * side, .29, .97));
        Point2D.Double mid = head.at(.42 * side, .38, .9);
        Point2D.Double end = head.at(.68 * side, .27, .74);
        brow.quadTo(mid.x, mid.y, end.x, end.y);
        g.setPaint(Shade.scaled(figure.look.hair(), .8));
        g.setStroke(new BasicStroke((float) Math.max(.8, head.pixels(.0042)), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(brow);
    }

    private static void nose(Graphics2D g, Figure figure, float fine) {
        HeadShape head = figure.head;
        Color skin = figure.look.skin();
        Point2D.Double tip = figure.lens.project(figure.body.at(Joint.NOSE));
        Point2D.Double bridge = head.at(0, .12, .97);
        Point2D.Double under = head.at(0, -.34, .94);
        Path2D.Double ridge = new Path2D.Double();
        move(ridge, bridge);
        ridge.lineTo(tip.x, tip.y);
        ridge.lineTo(under.x, under.y);
        ridge.closePath();
        g.setPaint(Shade.scaled(skin, .92));
        g.fill(ridge);
        double wing = head.pixels(.0075);
        g.setPaint(Shade.scaled(skin, .97));
        g.fill(new Ellipse2D.Double(tip.x - wing, tip.y - wing * .8, 2 * wing, 1.7 * wing));
        g.setPaint(Shade.scaled(skin, .66));
        g.setStroke(new BasicStroke(fine, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        Point2D.Double left = head.at(.15, -.31, .98);
        Point2D.Double right = head.at(-.15, -.31, .98);
        Path2D.Double wings = new Path2D.Double();
        move(wings, left);
        wings.quadTo(tip.x, tip.y + wing, right.x, right.y);
        g.draw(wings);
    }

    private static void ear(Graphics2D g, Figure figure, Joint joint, int side, boolean near) {
        HeadShape head = figure.head;
        if (head.facing(side, 0, -.1) > .12 != near) {
            return;
        }
        if (near && figure.look.longHair() && head.facing(0, 0, 1) < .2) {
            return;
        }
        Point2D.Double at = figure.lens.project(figure.body.at(joint));
        Point2D.Double top = head.at(side, .26, -.12);
        Point2D.Double bottom = head.at(side * .97, -.26, -.02);
        double wide = head.pixels(.011) * (.45 + .55 * Math.abs(head.facing(side, 0, 0)));
        Capsule ear = new Capsule(mid(at, top, .7), wide, mid(at, bottom, .7), wide * .75);
        g.setPaint(Shade.scaled(figure.look.skin(), near ? .93 : .8));
        g.fill(ear.path());
        if (near) {
            g.setPaint(Shade.scaled(figure.look.skin(), .7));
            g.fill(new Ellipse2D.Double(at.x - wide * .4, at.y - wide * .7, wide * .8, wide * 1.4));
        }
    }

    private static Point2D.Double mid(Point2D.Double a, Point2D.Double b, double part) {
        return new Point2D.Double(a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part);
    }

    private static void move(Path2D.Double path, Point2D.Double p) {
        path.moveTo(p.x, p.y);
    }

    private static Paint round(Color colour, Path2D.Double shape) {
        Rectangle2D box = shape.getBounds2D();
        return Shade.across(colour, new Point2D.Double(box.getMinX(), box.getMinY() + box.getHeight() * .25),
                new Point2D.Double(box.getMaxX(), box.getMaxY() - box.getHeight() * .25));
    }
}
