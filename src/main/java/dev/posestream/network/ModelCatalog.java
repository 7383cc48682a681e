package dev.posestream.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The models that come with the program, every other one by its path, and those that were fetched by their names. */
public final class ModelCatalog {

    /** Accurate: the default. */
    public static final String DEFAULT_POSE = "movenet-thunder";

    /** Finds the people. */
    public static final String DEFAULT_PERSON = "centernet-person";

    private static final List<String> BUNDLED_POSE = List.of(DEFAULT_POSE, "movenet-lightning", "dite-hrnet-18");
    private static final List<String> BUNDLED_PERSON = List.of(DEFAULT_PERSON, "dite-hrnet-18-center");

    /** Names of the models in the jar. */
    public static final List<String> BUNDLED = Stream.concat(BUNDLED_POSE.stream(), BUNDLED_PERSON.stream()).toList();

    private static final String SUFFIX = ".onnx";

    private ModelCatalog() {}

    /**
     * @param model one of {@link #BUNDLED}, the path of an ONNX file, or the name of one in the user's cache; the first of them that there is
     * @throws BadModelException when there is no such model, or it is not a whole ONNX file
     * @throws IOException       when it can't be read
     */
    public static OnnxFile open(String model) throws BadModelException, IOException {
        return open(model, ModelCache.ofUser());
    }

    /** @param cache instead of the user's */
    static OnnxFile open(String model, ModelCache cache) throws BadModelException, IOException {
        if (BUNDLED.contains(model)) {
            return bundled(model);
        }
        Path file = path(model, cache);
        if (Files.exists(file) && !Files.isDirectory(file)) {
            return OnnxFile.read(file);
        }
        if (cache.holds(model)) {
            return OnnxFile.read(cache.file(model));
        }
        if (!Files.exists(file) && !model.endsWith(SUFFIX)) {
            throw unknown(model, cache);
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

    private static Path path(String model, ModelCache cache) throws BadModelException {
        try {
            return Path.of(model);
        } catch (InvalidPathException e) {
            throw unknown(model, cache);
        }
    }

    private static BadModelException unknown(String model, ModelCache cache) {
        String fetched = cache.names().isEmpty() ? "" : ", one of " + cache.names();
        return new BadModelException("model '" + model + "' is neither bundled nor a file nor in the cache " + cache.folder() + "; expected one of "
                + BUNDLED_POSE + " for poses or " + BUNDLED_PERSON + " for people" + fetched + ", the path of a " + SUFFIX
                + " file, or a model that 'posestream model fetch' has brought");
    }
}
