package dev.posestream.camera;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;

/**
 * A picture that says its number: above, eight blocks, the bits of the number, highest first, white for one; below, bars of
 * red, green, blue and grey. In planar YUV 4:2:0, by the formulas of ITU-R BT.601 or BT.709 and limited or full range.
 */
record TestPattern(int width, int height, Matrix matrix, boolean fullRange) {

    static final int[][] BARS = {{200, 30, 40}, {30, 180, 60}, {40, 50, 210}, {128, 128, 128}};

    enum Matrix {
        BT601(0.299, 0.114), BT709(0.2126, 0.0722);

        final double kr;
        final double kb;

        Matrix(double kr, double kb) {
            this.kr = kr;
            this.kb = kb;
        }
    }

    static TestPattern ofSize(int width, int height) {
        return new TestPattern(width, height, Matrix.BT601, false);
    }

    /** Y, U and V planes of the picture, one behind the other, without padding. */
    ByteBuffer planes(int number) {
        int luma = width * height;
        int chromaWidth = width / 2;
        int chroma = chromaWidth * (height / 2);
        ByteBuffer planes = ByteBuffer.allocateDirect(luma + 2 * chroma);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int[] yuv = yuv(colour(number, column, row));
                planes.put(row * width + column, (byte) yuv[0]);
                if (row % 2 == 0 && column % 2 == 0) {
                    int at = luma + row / 2 * chromaWidth + column / 2;
                    planes.put(at, (byte) yuv[1]);
                    planes.put(at + chroma, (byte) yuv[2]);
                }
            }
        }
        return planes;
    }

    private int[] colour(int number, int column, int row) {
        if (row >= height / 2) {
            return BARS[Math.min(3, column * 4 / width)];
        }
        int bit = number >> (7 - Math.min(7, column * 8 / width)) & 1;
        return bit == 1 ? new int[] {255, 255, 255} : new int[] {0, 0, 0};
    }

    private int[] yuv(int[] rgb) {
        double y = matrix.kr * rgb[0] + (1 - matrix.kr - matrix.kb) * rgb[1] + matrix.kb * rgb[2];
        double u = (rgb[2] - y) / (2 * (1 - matrix.kb));
        double v = (rgb[0] - y) / (2 * (1 - matrix.kr));
        return fullRange
                ? new int[] {(int) Math.round(y), clip(u + 128), clip(v + 128)}
                : new int[] {clip(16 + y * 219 / 255), clip(128 + u * 224 / 255), clip(128 + v * 224 / 255)};
    }

    private static int clip(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }

    /** The number in a picture of any size. */
    static int number(Picture picture) {
        BufferedImage image = image(picture);
        int number = 0;
        for (int bit = 0; bit < 8; bit++) {
            int rgb = image.getRGB((2 * bit + 1) * image.getWidth() / 16, image.getHeight() / 4);
            number = number << 1 | ((rgb >> 8 & 255) > 127 ? 1 : 0);
        }
        return number;
    }

    /** The colour in the middle of a bar, 0 to 3, as red, green and blue. */
    static int[] bar(Picture picture, int bar) {
        BufferedImage image = image(picture);
        return rgb(image, (2 * bar + 1) * image.getWidth() / 8, image.getHeight() * 3 / 4);
    }

    static int[] rgb(BufferedImage image, int x, int y) {
        int rgb = image.getRGB(x, y);
        return new int[] {rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255};
    }

    /** Decoded by the JDK. */
    static BufferedImage image(Picture picture) {
        try {
            return ImageIO.read(new ByteArrayInputStream(picture.jpeg()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
