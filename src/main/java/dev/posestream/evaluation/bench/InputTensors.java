package dev.posestream.evaluation.bench;

import dev.posestream.camera.Picture;
import dev.posestream.network.ModelDescription;
import dev.posestream.pose.Box;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import javax.imageio.ImageIO;

/** Inputs of a network made ahead: N×3×height×width in direct memory, of parts of the clip's pictures. */
record InputTensors(FloatBuffer values, int count, int height, int width) {

    private static final int CHANNELS = 3;

    /** @param part of the picture, which is stretched over all of the input */
    record Source(Picture picture, Box part) {}

    static InputTensors of(List<Source> sources, ModelDescription model, int height, int width) throws BenchException {
        FloatBuffer values = ByteBuffer.allocateDirect(sources.size() * CHANNELS * width * height * Float.BYTES)
                .order(ByteOrder.nativeOrder()).asFloatBuffer();
        for (Source source : sources) {
            put(draw(source, width, height), model, values);
        }
        return new InputTensors(values.flip(), sources.size(), height, width);
    }

    /** One after the other, another one at each turn. @param size at most {@link #count} */
    FloatBuffer batch(int size, int turn) {
        int length = CHANNELS * height * width;
        int first = (int) ((long) turn * size % (count - size + 1));
        return values.slice(first * length, size * length);
    }

    long[] shape(int size) {
        return new long[] {size, CHANNELS, height, width};
    }

    private static BufferedImage draw(Source source, int width, int height) throws BenchException {
        try {
            BufferedImage whole = ImageIO.read(new ByteArrayInputStream(source.picture().jpeg()));
            BufferedImage input = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D g = input.createGraphics();
            g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            Box part = source.part();
            AffineTransform toInput = AffineTransform.getScaleInstance(width / part.width(), height / part.height());
            toInput.translate(-part.x(), -part.y());
            g.drawImage(whole, toInput, null);
            g.dispose();
            return input;
        } catch (IOException e) {
            throw new BenchException("a captured picture can't be decoded: " + e.getMessage(), e);
        }
    }

    private static void put(BufferedImage image, ModelDescription model, FloatBuffer to) {
        int[] rgb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        for (int channel = 0; channel < CHANNELS; channel++) {
            int shift = 16 - 8 * channel;
            for (int pixel : rgb) {
                double value = (pixel >> shift & 0xff) * model.scale();
                to.put((float) ((value - model.mean().get(channel)) / model.std().get(channel)));
            }
        }
    }
}
