package dev.posestream.evaluation.accuracy;

import dev.posestream.evaluation.annotation.AnnotationException;
import dev.posestream.evaluation.annotation.LabelledKeypoint;
import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Skeleton;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Draws a person with the annotated and the found pose, each in its colour, and a line of text below. */
final class PosePainter {

    private static final int LONG_SIDE = 560;
    private static final int LEAST_WIDTH = 420;
    private static final int TEXT_HEIGHT = 44;

    /** How much is shown around the person's box. */
    private static final double MARGIN = 1.4;

    private static final Color TRUTH = new Color(60, 220, 60);
    private static final Color FOUND = new Color(255, 90, 40);
    private static final float LINE = 2.5f;
    private static final double DOT = 4;

    private final Graphics2D pen;
    private final Skeleton skeleton;
    private final Box shown;
    private final double scale;
    private final double left;

    private PosePainter(Graphics2D pen, Skeleton skeleton, Box shown, double scale, double left) {
        this.pen = pen;
        this.skeleton = skeleton;
        this.shown = shown;
        this.scale = scale;
        this.left = left;
    }

    static BufferedImage draw(WorstCase person, Skeleton skeleton, PictureFolder pictures) throws AnnotationException {
        BufferedImage picture = pictures.drawable(person.picture());
        Box wide = person.box().scaled(MARGIN);
        Box shown = wide.clippedTo(picture.getWidth(), picture.getHeight());
        if (shown.width() < 1 || shown.height() < 1) {
            shown = new Box(0, 0, picture.getWidth(), picture.getHeight());
        }
        double scale = LONG_SIDE / Math.max(shown.width(), shown.height());
        int height = (int) Math.round(shown.height() * scale);
        int width = Math.max(LEAST_WIDTH, (int) Math.round(shown.width() * scale));
        BufferedImage drawing = new BufferedImage(width, height + TEXT_HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = drawing.createGraphics();
        try {
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
            PosePainter painter = new PosePainter(pen, skeleton, shown, scale, (width - shown.width() * scale) / 2);
            pen.clipRect(0, 0, width, height);
            painter.picture(picture);
            painter.box(person.box());
            painter.truth(person);
            painter.found(person);
            pen.setClip(null);
            painter.text(person, height);
        } finally {
            pen.dispose();
        }
        return drawing;
    }

    private void picture(BufferedImage picture) {
        pen.drawImage(picture, (int) Math.round(x(-0.5)), (int) Math.round(y(-0.5)), (int) Math.round(picture.getWidth() * scale),
                (int) Math.round(picture.getHeight() * scale), null);
    }

    private void box(Box box) {
        pen.setColor(Color.WHITE);
        pen.draw(new Rectangle2D.Double(x(box.x()), y(box.y()), box.width() * scale, box.height() * scale));
    }

    private void truth(WorstCase person) {
        pen.setColor(TRUTH);
        pen.setStroke(new BasicStroke(LINE));
        for (Skeleton.Bone bone : skeleton.bones()) {
            LabelledKeypoint from = person.truth().get(bone.from());
            LabelledKeypoint to = person.truth().get(bone.to());
            if (from.labelled() && to.labelled()) {
                line(from.x(), from.y(), to.x(), to.y());
            }
        }
        person.truth().stream().filter(LabelledKeypoint::labelled).forEach(k -> dot(k.x(), k.y()));
    }

    private void found(WorstCase person) {
        pen.setColor(FOUND);
        if (person.found().isEmpty()) {
            return;
        }
        for (Skeleton.Bone bone : skeleton.bones()) {
            Keypoint from = person.found().get(bone.from());
            Keypoint to = person.found().get(bone.to());
            line(from.x(), from.y(), to.x(), to.y());
        }
        person.found().forEach(k -> dot(k.x(), k.y()));
    }

    private void text(WorstCase person, int top) {
        pen.setColor(Color.WHITE);
        pen.drawString(person.label(), 8, top + 18);
        pen.setColor(TRUTH);
        pen.drawString("annotated", 8, top + 37);
        pen.setColor(FOUND);
        pen.drawString(person.found().isEmpty() ? "nobody found in the picture" : "found", 90, top + 37);
    }

    private void line(double fromX, double fromY, double toX, double toY) {
        pen.draw(new Line2D.Double(x(fromX), y(fromY), x(toX), y(toY)));
    }

    private void dot(double atX, double atY) {
        pen.fill(new Ellipse2D.Double(x(atX) - DOT, y(atY) - DOT, 2 * DOT, 2 * DOT));
    }

    private double x(double pictureX) {
        return left + (pictureX - shown.x()) * scale;
    }

    private double y(double pictureY) {
        return (pictureY - shown.y()) * scale;
    }
}
