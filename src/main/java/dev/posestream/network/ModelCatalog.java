package dev.posestream.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The models that come with the program, and every other one by its path. */
public final class ModelCatalog {

    /** Accurate: the default. */
    public static final String DEFAULT_POSE = "movenet-thunder";

    /** Finds the people. */
    public static final String DEFAULT_PERSON = "centernet-person";

    /** Names of the models in the jar. */
    public static final List<String> BUNDLED = List.of(DEFAULT_POSE, "movenet-lightning", DEFAULT_PERSON);

    private static final String SUFFIX = ".onnx";

    private ModelCatalog() {}

    /**
     * @param model one of {@link #BUNDLED}, or the path of an ONNX file
     * @throws BadModelException when there is no such model, or it is not a whole ONNX file
     * @throws IOException       when it can't be read
     */
    public static OnnxFile open(String model) throws BadModelException, IOException {
        if (BUNDLED.contains(model)) {
            return bundled(model);
        }
        Path file = path(model);
        if (!Files.exists(file) && !model.endsWith(SUFFIX)) {
            throw unknown(model);
        }
        return OnnxFile.read(file);
    }

    private static OnnxFile bundled(String name) throws BadModelException, IOException {
        try (InputStream in = ModelCatalog.class.getResourceAsStream("/models/" + name + SUFFIX)) {
            if (in == null) {
                throw new BadModelException("the bundled model " + name + " is missing from this build");
            }
            return OnnxFile.of(name, in.readAllBytes());
        }
    }

    private static Path path(String model) throws BadModelException {
        try {
            return Path.of(model);
        } catch (InvalidPathException e) {
            throw unknown(model);
        }
    }

    private static BadModelException unknown(String model) {
        return new BadModelException("model '" + model + "' is neither bundled nor a file; expected one of " + BUNDLED
                + " or the path of a " + SUFFIX + " file");
    }
}
