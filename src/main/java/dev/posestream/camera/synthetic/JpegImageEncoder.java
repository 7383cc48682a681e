package dev.posestream.camera.synthetic;

import dev.posestream.camera.CameraException;
import dev.posestream.camera.RgbJpegEncoder;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** Makes drawn images JPEGs, by the same codec as those of real cameras. Owns it, from the first image on. */
final class JpegImageEncoder implements ImageEncoder {

    private final int quality;
    private RgbJpegEncoder codec;

    /** @param quality 1 (smallest) to 100 (best) */
    JpegImageEncoder(int quality) {
        this.quality = quality;
    }

    @Override
    public byte[] encode(BufferedImage image) throws CameraException {
        if (codec == null) {
            codec = new RgbJpegEncoder(image.getWidth(), image.getHeight(), quality);
        }
        return codec.encode(((DataBufferInt) image.getRaster().getDataBuffer()).getData());
    }

    @Override
    public void close() {
        if (codec != null) {
            codec.close();
            codec = null;
        }
    }
}
