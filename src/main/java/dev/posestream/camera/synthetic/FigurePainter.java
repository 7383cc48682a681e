package dev.posestream.camera.synthetic;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.List;

/** Draws a figure with clothes and shading, what is behind before what is in front. */
final class FigurePainter {

    private static final Color NO_SHADOW = new Color(20, 16, 24, 0);

    private final Graphics2D g;
    private final Figure figure;
    private final Body body;
    private final Look look;

    private FigurePainter(Graphics2D g, Figure figure) {
        this.g = g;
        this.figure = figure;
        this.body = figure.body;
        this.look = figure.look;
    }

    static void paint(Graphics2D g, Figure figure) {
        new FigurePainter(g, figure).paint();
    }

    /** The soft shadows on the floor; all figures' before any figure. */
    static void paintShadow(Graphics2D g, Figure figure) {
        shadow(g, figure, Joint.PELVIS, .36, .40);
        shadow(g, figure, Joint.LEFT_ANKLE, .17, .42);
        shadow(g, figure, Joint.RIGHT_ANKLE, .17, .42);
        if (figure.body.at(Joint.NECK).y() < .7) {
            shadow(g, figure, Joint.NECK, .34, .40);
            shadow(g, figure, Joint.LEFT_KNEE, .2, .25);
        }
    }

    private static void shadow(Graphics2D g, Figure figure, Joint joint, double radiusM, double darkness) {
        Vector at = figure.body.at(joint);
        double alpha = darkness / (1 + 1.6 * at.y());
        Point2D.Double p = figure.lens.project(new Vector(at.x(), 0, at.z()));
        double radius = radiusM * (1 + .5 * at.y()) * figure.lens.scale(at.z());
        AffineTransform before = g.getTransform();
        g.translate(p.x, p.y);
        g.scale(1, .3);
        g.setPaint(new RadialGradientPaint(new Point2D.Double(), (float) radius, new float[] {0, .55f, 1},
                new Color[] {dark(alpha), dark(alpha * .45), NO_SHADOW}));
        g.fill(new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius));
        g.setTransform(before);
    }

    private static Color dark(double alpha) {
        return new Color(20, 16, 24, (int) (255 * alpha));
    }

    private void paint() {
        double trunk = (body.at(Joint.PELVIS).z() + body.at(Joint.NECK).z()) / 2;
        boolean leftArmBehind = armDepth(Part.LEFT_ARM) > trunk + .06;
        boolean rightArmBehind = armDepth(Part.RIGHT_ARM) > trunk + .06;
        boolean leftLegFirst = legDepth(Part.LEFT_LEG) > legDepth(Part.RIGHT_LEG);
        List<Part> farLeg = leftLegFirst ? Part.LEFT_LEG : Part.RIGHT_LEG;
        List<Part> nearLeg = leftLegFirst ? Part.RIGHT_LEG : Part.LEFT_LEG;
        boolean headBehind = body.at(Joint.HEAD).z() > body.at(Joint.NECK).z() + .14;

        HeadPainter.paintBehind(g, figure);
        if (leftArmBehind) {
            arm(Part.LEFT_ARM);
        }
        if (rightArmBehind) {
            arm(Part.RIGHT_ARM);
        }
        boolean farInFront = thrustForward(leftLegFirst ? Joint.LEFT_KNEE : Joint.RIGHT_KNEE);
        boolean nearInFront = thrustForward(leftLegFirst ? Joint.RIGHT_KNEE : Joint.LEFT_KNEE);
        if (!farInFront) {
            leg(farLeg, .86);
        }
        fill(figure.trunk.seat(), Shade.across(look.trousers(), figure.trunk.leftEdge(), figure.trunk.rightEdge()));
        if (!nearInFront) {
            leg(nearLeg, 1);
        }
        neckAndHead(headBehind);
        shirt();
        if (farInFront) {
            leg(farLeg, .92);
        }
        if (nearInFront) {
            leg(nearLeg, 1);
        }
        if (!headBehind) {
            neckAndHead(true);
        }
        if (!leftArmBehind) {
            arm(Part.LEFT_ARM);
        }
        if (!rightArmBehind) {
            arm(Part.RIGHT_ARM);
        }
    }

    private void neckAndHead(boolean now) {
        if (now) {
            Capsule neck = seen(Part.NECK);
            fill(neck.path(), Shade.limb(Shade.scaled(look.skin(), .84), neck));
            HeadPainter.paint(g, figure);
        }
    }

    private void shirt() {
        fill(figure.trunk.shirt(), Shade.across(look.shirt(), figure.trunk.leftEdge(), figure.trunk.rightEdge()));
        if (body.trunk().forward().dot(body.at(Joint.NECK).minus(figure.lens.eye()).unit()) < -.25) {
            front();
        }
    }

    /** What is seen of the shirt from the front: an open jacket's inside, or buttons. */
    private void front() {
        Path2D.Double line = new Path2D.Double();
        Point2D.Double top = onChest(0, .315, .036);
        Point2D.Double mid = onChest(0, .17, .062);
        Point2D.Double hem = onChest(0, -.02, .068);
        if (look.jacket()) {
            Path2D.Double inside = new Path2D.Double();
            Point2D.Double l = onChest(.034, .318, .03);
            Point2D.Double r = onChest(-.034, .318, .03);
            Point2D.Double lm = onChest(.026, .12, .058);
            Point2D.Double rm = onChest(-.026, .12, .058);
            Point2D.Double lh = onChest(.04, -.028, .064);
            Point2D.Double rh = onChest(-.04, -.028, .064);
            inside.moveTo(l.x, l.y);
            inside.quadTo(lm.x, lm.y, lh.x, lh.y);
            inside.lineTo(rh.x, rh.y);
            inside.quadTo(rm.x, rm.y, r.x, r.y);
            inside.closePath();
            fill(inside, Shade.mixed(look.shirt(), Color.WHITE, .72));
            return;
        }
        line.moveTo(top.x, top.y);
        line.quadTo(mid.x, mid.y, hem.x, hem.y);
        g.setPaint(Shade.scaled(look.shirt(), .72));
        g.setStroke(new BasicStroke((float) Math.max(.8, figure.head.pixels(.003))));
        g.draw(line);
    }

    private Point2D.Double onChest(double left, double up, double ahead) {
        Vector at = body.at(Joint.PELVIS).plus(body.trunk().at(figure.size.metres(left), figure.size.metres(up), figure.size.thickness(ahead)));
        return figure.lens.project(at);
    }

    private void leg(List<Part> leg, double light) {
        Capsule foot = seen(leg.get(2));
        Capsule shank = seen(leg.get(1));
        Capsule thigh = seen(leg.get(0));
        Color cloth = Shade.scaled(look.trousers(), light);
        Color skin = Shade.scaled(look.skin(), light * .95);
        Color shoe = Shade.scaled(look.shoes(), light);
        double sole = foot.bRadius() * .45;
        fill(new Capsule(lower(foot.a(), sole), foot.aRadius() * .8, lower(foot.b(), sole), foot.bRadius() * .8).path(),
                Shade.scaled(look.soles(), light));
        fill(foot.path(), Shade.limb(shoe, foot));
        Capsule instep = new Capsule(shank.b(), shank.bRadius() * .9, between(foot.a(), foot.b(), .66), foot.bRadius() * 1.02);
        fill(instep.path(), Shade.limb(shoe, instep));
        if (look.shorts()) {
            fill(shank.path(), Shade.limb(skin, shank));
            Capsule sock = new Capsule(between(shank.a(), shank.b(), .88), shank.bRadius() * 1.05, shank.b(), shank.bRadius() * 1.02);
            fill(sock.path(), Shade.limb(Shade.scaled(new Color(0x8C8F94), light), sock));
        } else {
            fill(shank.path(), Shade.limb(cloth, shank));
        }
        fill(thigh.path(), Shade.limb(cloth, thigh));
    }

    private void arm(List<Part> arm) {
        Capsule upper = seen(arm.get(0));
        Capsule lower = seen(arm.get(1));
        Capsule hand = seen(arm.get(2));
        Color sleeve = Shade.scaled(look.shirt(), .97);
        fill(hand.path(), Shade.limb(look.skin(), hand));
        if (look.shortSleeves()) {
            fill(lower.path(), Shade.limb(look.skin(), lower));
            fill(upper.path(), Shade.limb(look.skin(), upper));
            Capsule half = upper.beginning(.6, 1.1);
            fill(half.path(), Shade.limb(sleeve, half));
        } else {
            Capsule cuff = lower.beginning(.95, 1.06);
            fill(cuff.path(), Shade.limb(sleeve, cuff));
            fill(upper.path(), Shade.limb(sleeve, upper));
        }
    }

    private Capsule seen(Part part) {
        return part.seen(body, figure.size, figure.lens);
    }

    private double armDepth(List<Part> arm) {
        return (arm.get(0).depth(body) + arm.get(1).depth(body)) / 2;
    }

    /** A knee so far towards the camera that its thigh hides the shirt. */
    private boolean thrustForward(Joint knee) {
        return body.at(knee).z() < body.at(Joint.PELVIS).z() - .24;
    }

    private double legDepth(List<Part> leg) {
        return leg.get(0).depth(body);
    }

    private void fill(Shape shape, Paint paint) {
        g.setPaint(paint);
        g.fill(shape);
    }

    private static Point2D.Double lower(Point2D.Double p, double by) {
        return new Point2D.Double(p.x, p.y + by);
    }

    private static Point2D.Double between(Point2D.Double a, Point2D.Double b, double part) {
        return new Point2D.Double(a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part);
    }
}
