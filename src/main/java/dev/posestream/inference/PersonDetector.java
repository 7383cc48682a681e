package dev.posestream.inference;

import dev.posestream.network.ModelDescription;
import java.util.List;

/** Finds people in an image. Safe for use by many threads. */
public interface PersonDetector extends AutoCloseable {

    ModelDescription model();

    /** @return everybody found, best first; nobody twice */
    List<Detection> detect(Image image) throws InferenceException;

    @Override
    void close();
}
