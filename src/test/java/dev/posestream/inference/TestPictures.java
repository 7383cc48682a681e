package dev.posestream.inference;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures drawn for tests. */
final class TestPictures {

    private TestPictures() {}

    /** A standing figure before a textured wall, in the box (120, 40, 80, 240) of 320×320. */
    static byte[] figure(String format) {
        BufferedImage picture = noise(320, 320);
        Graphics2D g = picture.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setStroke(new BasicStroke(20, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.setColor(new Color(224, 172, 138));
        g.fillOval(142, 42, 36, 44);
        g.drawLine(136, 108, 128, 170);
        g.drawLine(184, 108, 192, 170);
        g.setColor(new Color(40, 70, 160));
        g.fillRoundRect(134, 90, 52, 90, 20, 20);
        g.setColor(new Color(30, 30, 40));
        g.drawLine(147, 180, 144, 265);
        g.drawLine(173, 180, 176, 265);
        g.dispose();
        return bytes(picture, format);
    }

    static byte[] plain(int width, int height, String format) {
        return bytes(new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR), format);
    }

    static byte[] textured(int width, int height, String format) {
        return bytes(noise(width, height), format);
    }

    private static BufferedImage noise(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Random random = new Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int grey = 150 + random.nextInt(60);
                picture.setRGB(x, y, new Color(grey, grey, Math.min(255, grey + 20)).getRGB());
            }
        }
        return picture;
    }

    private static byte[] bytes(BufferedImage picture, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, format, out)) {
                throw new IllegalStateException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
