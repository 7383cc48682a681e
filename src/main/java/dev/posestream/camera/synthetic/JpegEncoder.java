package dev.posestream.camera.synthetic;

import java.awt.image.BufferedImage;

/** Compresses pictures. For one thread. */
public interface JpegEncoder extends AutoCloseable {

    /**
     * @param image   RGB or BGR, 8 bits a channel
     * @param quality 1 (smallest) to 100 (best)
     */
    byte[] encode(BufferedImage image, int quality);

    @Override
    void close();
}
