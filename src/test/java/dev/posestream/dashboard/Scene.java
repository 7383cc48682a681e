package dev.posestream.dashboard;

import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Person;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/** A painted room with people in it, as a camera might see it. */
record Scene(int width, int height, Color wall, List<Walker> walkers) {

    private static final int[][] LIMBS = {{5, 7}, {7, 9}, {6, 8}, {8, 10}, {11, 13}, {13, 15}, {12, 14}, {14, 16}, {5, 11}, {6, 12}, {5, 12}};

    static Scene of(Color wall, int people) {
        List<Walker> walkers = java.util.stream.IntStream.rangeClosed(1, people)
                .mapToObj(i -> new Walker(i * 3L + wall.getRed() % 7, i * 0.37, 300 + 14 * i, 150 + 22 * i, 30 + 11 * i)).toList();
        return new Scene(640, 360, wall, walkers);
    }

    List<Person> people(double seconds) {
        return walkers.stream().map(w -> w.at(seconds, width)).toList();
    }

    byte[] jpeg(List<Person> people) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setPaint(new GradientPaint(0, 0, wall.brighter(), 0, height * 0.6f, wall));
        g.fillRect(0, 0, width, height);
        g.setPaint(new GradientPaint(0, height * 0.6f, wall.darker(), 0, height, wall.darker().darker()));
        g.fillRect(0, (int) (height * 0.6), width, height);
        g.setColor(new Color(255, 255, 255, 28));
        for (int x = -width; x < 2 * width; x += 80) {
            g.drawLine(width / 2 + (x - width / 2) / 3, (int) (height * 0.6), x, height);
        }
        g.fillRect((int) (width * 0.62), (int) (height * 0.12), width / 5, height / 4);
        people.forEach(person -> paint(g, person));
        g.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void paint(Graphics2D g, Person person) {
        List<Keypoint> k = person.keypoints();
        double size = person.box().height();
        g.setColor(new Color(60 + (int) (person.track() * 37 % 90), 60, 70 + (int) (person.track() * 53 % 80)));
        g.setStroke(new BasicStroke((float) (size * 0.1), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (int[] limb : LIMBS) {
            g.draw(new Line2D.Double(k.get(limb[0]).x(), k.get(limb[0]).y(), k.get(limb[1]).x(), k.get(limb[1]).y()));
        }
        double radius = size * 0.075;
        double x = (k.get(3).x() + k.get(4).x()) / 2;
        g.fill(new Ellipse2D.Double(x - radius, k.get(3).y() - radius, 2 * radius, 2.3 * radius));
    }
}
