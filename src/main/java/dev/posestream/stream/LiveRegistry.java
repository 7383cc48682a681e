package dev.posestream.stream;

import dev.posestream.camera.CameraSpec;
import java.util.SortedMap;

/** The registered cameras, always at hand, for somebody who asks often. */
public interface LiveRegistry extends AutoCloseable {

    /** Begins to read; to be called once. */
    void start();

    /** Those that are registered, by id, as far as it is known by now. */
    SortedMap<String, CameraSpec> cameras();

    /**
     * Adds a camera or replaces the one of its name; when it returns, {@link #cameras()} has it.
     *
     * @return whether there was one
     * @throws StreamException when Kafka does not take it, or the registry has not been read yet
     */
    boolean put(CameraSpec spec) throws StreamException;

    /** Takes a camera out, also one whose record nobody can understand. @return whether there was one. @throws StreamException as above */
    boolean remove(String camera) throws StreamException;

    @Override
    void close();
}
