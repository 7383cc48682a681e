package dev.posestream.camera;

import java.util.Optional;

/**
 * One capture run of a camera. {@code open}, {@code read} and {@code close} are called from one thread, which so owns
 * the native resources behind it; {@code abort} and {@code pausing} may be called from any other.
 */
public interface CameraSource extends AutoCloseable {

    /** Connects and learns what the source sends. @throws CameraException when it can't be had; the message names it, masked */
    void open() throws CameraException;

    /**
     * Waits for the next picture, at the source's own pace.
     *
     * @return empty when the source has ended (the end of a file)
     * @throws CameraException when the source broke; a {@link CameraTimeoutException} when nothing came
     */
    Optional<Picture> read() throws CameraException;

    /** Asks a call under way, and all later ones, to end soon with an exception. */
    void abort();

    /** Whether {@code read} is only waiting for the time of a picture it has, so that its silence means nothing. */
    default boolean pausing() {
        return false;
    }

    /** Whether its pictures come out of the past, as fast as they are read; then they may wait for whoever takes them. Known once it is open. */
    default boolean replaying() {
        return false;
    }

    /** What it sends, in the words of its field, such as {@code h264, 1920x1080}; known once it is open, empty where it never is. */
    default String format() {
        return "";
    }

    /** Frees everything; may be called at any time after construction, and twice. */
    @Override
    void close();
}
