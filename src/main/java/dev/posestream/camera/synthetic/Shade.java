package dev.posestream.camera.synthetic;

import java.awt.Color;
import java.awt.LinearGradientPaint;
import java.awt.Paint;
import java.awt.geom.Point2D;

/** Light from the upper left and the front, on round things. */
final class Shade {

    private static final double LIGHT_X = -.50;
    private static final double LIGHT_Y = -.42;
    private static final double LIGHT_FRONT = .76;
    private static final double AMBIENT = .60;
    private static final double DIFFUSE = .47;
    private static final float[] STOPS = {0, .18f, .5f, .82f, 1};
    private static final double[] ACROSS = {-1, -.64, 0, .64, 1};

    private Shade() {}

    /** A round limb: shaded at right angles to its length. */
    static Paint limb(Color colour, Capsule limb) {
        double dx = limb.b().x - limb.a().x;
        double dy = limb.b().y - limb.a().y;
        double length = Math.hypot(dx, dy);
        if (length < 1e-3) {
            return colour;
        }
        double radius = Math.max(limb.aRadius(), limb.bRadius());
        double nx = -dy / length * radius;
        double ny = dx / length * radius;
        double midX = (limb.a().x + limb.b().x) / 2;
        double midY = (limb.a().y + limb.b().y) / 2;
        return across(colour, new Point2D.Double(midX - nx, midY - ny), new Point2D.Double(midX + nx, midY + ny));
    }

    /** Something round that reaches from edge to edge. */
    static Paint across(Color colour, Point2D.Double from, Point2D.Double to) {
        double width = from.distance(to);
        if (width < 1e-3) {
            return colour;
        }
        double lit = ((to.x - from.x) * LIGHT_X + (to.y - from.y) * LIGHT_Y) / width;
        Color[] colours = new Color[STOPS.length];
        for (int i = 0; i < STOPS.length; i++) {
            double c = ACROSS[i];
            double light = Math.max(0, c * lit + Math.sqrt(1 - c * c) * LIGHT_FRONT);
            colours[i] = scaled(colour, AMBIENT + DIFFUSE * light);
        }
        return new LinearGradientPaint(from, to, STOPS, colours);
    }

    static Color scaled(Color colour, double factor) {
        return new Color(channel(colour.getRed() * factor), channel(colour.getGreen() * factor), channel(colour.getBlue() * factor));
    }

    static Color mixed(Color a, Color b, double part) {
        return new Color(channel(a.getRed() + (b.getRed() - a.getRed()) * part), channel(a.getGreen() + (b.getGreen() - a.getGreen()) * part),
                channel(a.getBlue() + (b.getBlue() - a.getBlue()) * part));
    }

    private static int channel(double value) {
        return (int) Math.min(255, Math.max(0, Math.round(value)));
    }
}
