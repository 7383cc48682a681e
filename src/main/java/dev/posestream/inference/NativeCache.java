package dev.posestream.inference;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * ONNX Runtime's native libraries, unpacked once per user and build. Left to itself it unpacks them into the temporary
 * folder at every start, and a killed process leaves them there. Any number of processes may start at once.
 */
final class NativeCache {

    private static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni",
            "onnxruntime_providers_shared", "onnxruntime_providers_cuda");
    private static final String HALF = ".unpacking-";

    private NativeCache() {}

    /** {@code $XDG_CACHE_HOME/posestream}, by default {@code ~/.cache/posestream}. */
    static Path userFolder() {
        String cache = System.getenv("XDG_CACHE_HOME");
        return (cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache))
                .resolve("posestream");
    }

    /**
     * @param cache where folders of builds are kept
     * @return the folder that holds the libraries of the build on the class path
     * @throws IOException when it holds none for this platform, or the folder can't be written
     */
    static Path unpack(Path cache) throws IOException {
        String platform = platform();
        URL main = resource(platform, "onnxruntime");
        if (main == null) {
            throw new IOException("this build has no ONNX Runtime for " + platform);
        }
        Path folder = cache.resolve("onnxruntime-" + platform + "-" + fingerprint(main));
        Files.createDirectories(folder);
        removeLeftovers(folder);
        for (String library : LIBRARIES) {
            URL source = resource(platform, library);
            if (source != null) {
                unpack(source, folder.resolve(System.mapLibraryName(library)));
            }
        }
        return folder;
    }

    private static void unpack(URL source, Path target) throws IOException {
        URLConnection connection = source.openConnection();
        if (Files.exists(target) && Files.size(target) == connection.getContentLengthLong()) {
            return;
        }
        Path half = Files.createTempFile(target.getParent(), HALF, null);
        try {
            try (InputStream in = connection.getInputStream()) {
                Files.copy(in, half, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    /** Of processes that were killed while unpacking; a young one may belong to somebody who is still at it. */
    private static void removeLeftovers(Path folder) throws IOException {
        Instant old = Instant.now().minus(1, ChronoUnit.HOURS);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith(HALF)).toList()) {
                if (modified(file).isBefore(old)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static Instant modified(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException e) {
            return Instant.MAX; // another process has just finished with it
        }
    }

    /** The jar's checksum of the library tells versions and the CPU and GPU builds apart without unpacking. */
    private static String fingerprint(URL library) throws IOException {
        URLConnection connection = library.openConnection();
        long number = connection instanceof JarURLConnection jar ? jar.getJarEntry().getCrc() : connection.getContentLengthLong();
        return Long.toHexString(number);
    }

    private static URL resource(String platform, String library) {
        return NativeCache.class.getResource("/ai/onnxruntime/native/" + platform + "/" + System.mapLibraryName(library));
    }

    /** As ONNX Runtime names it, such as {@code linux-x64}. */
    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return (os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux") + "-"
                + (arch.equals("aarch64") || arch.equals("arm64") ? "aarch64" : "x64");
    }
}
