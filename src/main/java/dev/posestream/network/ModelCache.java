package dev.posestream.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where fetched models are kept, {@code NAME.onnx} each, for all processes of a user. Files that must be imported before they are models
 * lie in a folder of their own within it.
 *
 * @param folder need not be there
 */
public record ModelCache(Path folder) {

    /** The environment variable that names another folder. */
    public static final String VARIABLE = "POSESTREAM_CACHE";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}");
    private static final String SUFFIX = ".onnx";
    private static final String TO_IMPORT = "to-import";

    /** The one that this process is to use, by its environment. */
    public static ModelCache ofUser() {
        return of(System.getenv());
    }

    /** {@code $POSESTREAM_CACHE}, or {@code posestream/models} in {@code $XDG_CACHE_HOME}, by default {@code ~/.cache}. */
    public static ModelCache of(Map<String, String> environment) {
        String own = environment.getOrDefault(VARIABLE, "");
        if (!own.isBlank()) {
            return new ModelCache(Path.of(own));
        }
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        return new ModelCache((caches.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(caches)).resolve("posestream").resolve("models"));
    }

    /** @throws IllegalArgumentException when a model can't be kept under that name */
    public static void checkName(String name) {
        if (!NAME.matcher(name).matches() || name.endsWith(SUFFIX)) {
            throw new IllegalArgumentException("'" + name + "' is no name for a model, expected up to 100 letters, digits and . _ @ -, the first a letter or digit, without "
                    + SUFFIX + " at the end");
        }
        if (ModelCatalog.BUNDLED.contains(name)) {
            throw new IllegalArgumentException(name + " comes with the program, expected another name");
        }
    }

    /** Where the model of that name is, or would be. */
    public Path file(String name) {
        checkName(name);
        return folder.resolve(name + SUFFIX);
    }

    /** Where a file that is to become the model of that name is, or would be. @param suffix such as {@code .pth} */
    public Path toImport(String name, String suffix) {
        checkName(name);
        return folder.resolve(TO_IMPORT).resolve(name + suffix);
    }

    public boolean holds(String name) {
        return names().contains(name);
    }

    /** Of the models in it, in alphabetical order; none where the folder is missing or can't be read. */
    public List<String> names() {
        return files(folder).stream().map(file -> file.getFileName().toString()).filter(name -> name.endsWith(SUFFIX))
                .map(name -> name.substring(0, name.length() - SUFFIX.length())).filter(name -> NAME.matcher(name).matches()).toList();
    }

    /** Files that must be imported before they are models. */
    public List<Path> toImport() {
        return files(folder.resolve(TO_IMPORT));
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
