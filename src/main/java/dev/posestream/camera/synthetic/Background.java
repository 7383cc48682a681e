package dev.posestream.camera.synthetic;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** The room that the figures walk through: wall, floor, a window, a few plain pieces of furniture. Painted once. */
final class Background {

    /** Depth of the back wall, metres. */
    static final double WALL = 6.2;

    private final Lens lens;
    private final Graphics2D g;
    private final BufferedImage image;

    private Background(Lens lens, int imageType) {
        this.lens = lens;
        this.image = new BufferedImage(lens.width(), lens.height(), imageType);
        this.g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    }

    static BufferedImage paint(Lens lens, int imageType) {
        Background background = new Background(lens, imageType);
        background.paint();
        background.g.dispose();
        return background.image;
    }

    private void paint() {
        double half = lens.halfWidth(WALL) + 1;
        double floor = at(0, 0, WALL).y;
        vertical(new Rectangle2D.Double(0, 0, lens.width(), floor + 1), new Color(0xD9D3C7), new Color(0xBFB8AC));
        vertical(new Rectangle2D.Double(0, floor, lens.width(), lens.height() - floor), new Color(0x8F7A66), new Color(0xB59C82));
        boards();
        for (double x = -Math.floor(half) - .8; x < half; x += 3.4) {
            window(x);
        }
        wall(-half, .0, half, .11, new Color(0xEFEBE3));
        sideboard(-lens.halfWidth(WALL) * .18);
        plant(lens.halfWidth(WALL) * .42);
        sofa(lens.halfWidth(WALL) * .74);
        rug();
        for (double x = -Math.floor(half) - .8; x < half; x += 3.4) {
            sunlight(x);
        }
    }

    /** What falls through a window onto the floor. */
    private void sunlight(double x) {
        g.setColor(new Color(255, 244, 214, 38));
        for (double pane = 0; pane < 1.6; pane += .82) {
            quad(at(x + pane + .5, 0, 5.2), at(x + pane + 1.2, 0, 5.2), at(x + pane + 1.75, 0, 3.5), at(x + pane + 1.05, 0, 3.5));
        }
    }

    private void boards() {
        g.setStroke(new BasicStroke(Math.max(1f, lens.height() / 600f)));
        g.setColor(new Color(70, 52, 38, 70));
        double near = 2.2;
        for (double x = -9; x <= 9; x += .42) {
            line(at(x, 0, near), at(x, 0, WALL));
        }
        int row = 0;
        for (double x = -9; x <= 9; x += .42, row++) {
            for (double z = 2.2 + (row * .73) % 1.7; z < WALL; z += 1.7) {
                line(at(x, 0, z), at(x + .42, 0, z));
            }
        }
    }

    private void window(double x) {
        wall(x, 1.02, x + 1.7, 2.5, new Color(0xF3F0EA));
        Point2D.Double top = at(x + .07, 2.43, WALL);
        Point2D.Double bottom = at(x + 1.63, 1.09, WALL);
        g.setPaint(new GradientPaint(0, (float) top.y, new Color(0xBFDDEB), 0, (float) bottom.y, new Color(0xEAF2EE)));
        g.fill(new Rectangle2D.Double(top.x, top.y, bottom.x - top.x, bottom.y - top.y));
        wall(x + .07, 1.09, x + 1.63, 1.36, new Color(0xA9C2A0));
        wall(x + .82, 1.05, x + .88, 2.46, new Color(0xF3F0EA));
        wall(x - .06, .95, x + 1.76, 1.03, new Color(0xDCD6CB));
    }

    private void sideboard(double x) {
        box(x, 0, x + 1.9, .72, 5.75, new Color(0x9C7B58));
        for (int i = 0; i < 3; i++) {
            box(x + .06 + .61 * i, .1, x + .6 + .61 * i, .64, 5.74, new Color(0xAB8963));
            box(x + .3 + .61 * i, .36, x + .36 + .61 * i, .39, 5.73, new Color(0x5E4935));
        }
        box(x + .2, .72, x + .75, .79, 5.7, new Color(0x6C7F8C));
        box(x + .24, .79, x + .7, .85, 5.7, new Color(0xC9B79A));
    }

    private void plant(double x) {
        box(x - .16, 0, x + .16, .34, 5.7, new Color(0xB86F50));
        g.setColor(new Color(0x5F8F63));
        for (int i = 0; i < 9; i++) {
            double lean = (i - 4) * .13;
            Point2D.Double root = at(x, .34, 5.7);
            Point2D.Double tip = at(x + lean * 1.25, 1.0 - Math.abs(lean) * .5, 5.7);
            Point2D.Double one = at(x + lean * .35 - .07, .72, 5.7);
            Point2D.Double two = at(x + lean * .35 + .07, .68, 5.7);
            Path2D.Double leaf = new Path2D.Double();
            leaf.moveTo(root.x, root.y);
            leaf.quadTo(one.x, one.y, tip.x, tip.y);
            leaf.quadTo(two.x, two.y, root.x, root.y);
            g.setColor(i % 2 == 0 ? new Color(0x5F8F63) : new Color(0x4E7B55));
            g.fill(leaf);
        }
    }

    private void sofa(double x) {
        Color cloth = new Color(0x7F93A6);
        box(x, .1, x + 2.0, .86, 5.9, Shade.scaled(cloth, .92));
        box(x + .12, .1, x + 1.88, .46, 5.6, cloth);
        box(x - .1, .1, x + .16, .6, 5.55, Shade.scaled(cloth, 1.06));
        box(x + 1.84, .1, x + 2.1, .6, 5.55, Shade.scaled(cloth, 1.06));
    }

    private void rug() {
        g.setColor(new Color(0x9DA98F));
        quad(at(-1.7, 0, 5.3), at(1.9, 0, 5.3), at(2.0, 0, 3.6), at(-1.8, 0, 3.6));
        g.setColor(new Color(0xB9C2A9));
        quad(at(-1.58, 0, 5.18), at(1.78, 0, 5.18), at(1.86, 0, 3.72), at(-1.66, 0, 3.72));
    }

    private void wall(double x0, double y0, double x1, double y1, Color colour) {
        box(x0, y0, x1, y1, WALL, colour);
    }

    private void box(double x0, double y0, double x1, double y1, double z, Color colour) {
        Point2D.Double top = at(x0, y1, z);
        Point2D.Double bottom = at(x1, y0, z);
        g.setPaint(new GradientPaint(0, (float) top.y, colour, 0, (float) bottom.y, Shade.scaled(colour, .9)));
        g.fill(new Rectangle2D.Double(top.x, top.y, bottom.x - top.x, bottom.y - top.y));
    }

    private void vertical(Rectangle2D area, Color top, Color bottom) {
        g.setPaint(new GradientPaint(0, (float) area.getMinY(), top, 0, (float) area.getMaxY(), bottom));
        g.fill(area);
    }

    private void quad(Point2D.Double... corners) {
        Path2D.Double path = new Path2D.Double();
        path.moveTo(corners[0].x, corners[0].y);
        for (int i = 1; i < corners.length; i++) {
            path.lineTo(corners[i].x, corners[i].y);
        }
        path.closePath();
        g.fill(path);
    }

    private void line(Point2D.Double a, Point2D.Double b) {
        g.draw(new Line2D.Double(a, b));
    }

    private Point2D.Double at(double x, double y, double z) {
        return lens.project(new Vector(x, y, z));
    }
}
