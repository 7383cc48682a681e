package dev.posestream.camera.synthetic;

import dev.posestream.camera.CameraException;
import java.awt.image.BufferedImage;

/** Takes the images that a synthetic camera draws: makes them JPEGs, or whatever else they are drawn for. For one thread. */
public interface ImageEncoder extends AutoCloseable {

    /**
     * @param image of {@link BufferedImage#TYPE_INT_RGB}, of the same size every time; drawn over after the call
     * @return what the camera's pictures hold
     */
    byte[] encode(BufferedImage image) throws CameraException;

    /** May be called twice. */
    @Override
    void close();
}
