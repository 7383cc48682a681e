package dev.posestream.inference;

import dev.posestream.network.ModelDescription;
import java.nio.ByteBuffer;
import org.bytedeco.opencv.opencv_core.Mat;

/** From 8-bit BGR, pixel by pixel, to normalised float RGB, channel by channel. A table holds every value a byte can become. */
final class PixelWriter {

    private static final int CHANNELS = 3;

    private final float[] red;
    private final float[] green;
    private final float[] blue;

    PixelWriter(ModelDescription model) {
        red = table(model, 0);
        green = table(model, 1);
        blue = table(model, 2);
    }

    /** @param pixels at least 3·height·width of the picture */
    void write(Mat bgr, float[] pixels) {
        int width = bgr.cols();
        int height = bgr.rows();
        byte[] row = new byte[width * CHANNELS];
        ByteBuffer data = bgr.createBuffer();
        int step = Math.toIntExact(bgr.step());
        for (int y = 0; y < height; y++) {
            data.get(y * step, row);
            writeRow(row, pixels, y * width, width * height);
        }
    }

    /** A method of its own, so that it is compiled after a few pictures rather than in the middle of one. */
    private void writeRow(byte[] row, float[] pixels, int start, int plane) {
        int green0 = start + plane;
        int blue0 = green0 + plane;
        int width = row.length / CHANNELS;
        for (int x = 0; x < width; x++) {
            pixels[blue0 + x] = blue[row[3 * x] & 0xff];
            pixels[green0 + x] = green[row[3 * x + 1] & 0xff];
            pixels[start + x] = red[row[3 * x + 2] & 0xff];
        }
    }

    private static float[] table(ModelDescription model, int channel) {
        float[] table = new float[256];
        for (int value = 0; value < table.length; value++) {
            table[value] = (float) ((value * model.scale() - model.mean().get(channel)) / model.std().get(channel));
        }
        return table;
    }
}
