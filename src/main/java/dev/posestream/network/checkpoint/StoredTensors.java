package dev.posestream.network.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a file of weights holds, before it is fitted to a network.
 *
 * @param tensors by name, in the file's order
 * @param notes   what the file says of itself, such as {@link #ARCH}; may be empty
 */
public record StoredTensors(Map<String, Tensor> tensors, Map<String, String> notes) {

    /** Note: the architecture's name, such as {@code dite-hrnet-18}. */
    public static final String ARCH = "arch";

    /** Note: the picture's height and width, such as {@code 256x192}. */
    public static final String INPUT = "input";

    public StoredTensors {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    }
}
