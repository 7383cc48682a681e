package dev.posestream.camera;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What addresses of cameras may refer to, see {@link References}. Whoever may register a camera would else have any file and variable of the
 * machines that run it sent to where the camera's address says.
 */
public final class SecretScope {

    /** For cameras whose addresses come from whoever runs the process. */
    public static final SecretScope EVERYTHING = new SecretScope(List.of("*", "/"));

    /** Of a Kubernetes service account, which lies where secrets lie. */
    private static final Path TOKENS = Path.of("kubernetes.io");

    private final List<String> entries;
    private final List<Path> folders = new ArrayList<>();
    private final List<String> prefixes = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /**
     * @param entries folders, with a slash before them, in which or below which a file may lie; and names of variables, with a {@code *} at the end
     *                for all that begin so
     * @throws IllegalArgumentException when one is neither
     */
    public SecretScope(List<String> entries) {
        this.entries = List.copyOf(entries);
        for (String entry : entries) {
            if (entry.startsWith("/")) {
                folders.add(folder(entry));
            } else if (entry.matches("[A-Za-z0-9_]*\\*")) {
                prefixes.add(entry.substring(0, entry.length() - 1));
            } else if (entry.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                names.add(entry);
            } else {
                throw new IllegalArgumentException("'" + entry + "' is no folder and no variable; expected such as /run/secrets, CAMERA_* or LOBBY_PASSWORD");
            }
        }
    }

    private static Path folder(String entry) {
        try {
            return Path.of(entry).normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + entry + "' is no folder's path", e);
        }
    }

    boolean variable(String name) {
        return names.contains(name) || prefixes.stream().anyMatch(name::startsWith);
    }

    /** Whether a file of that name may be looked for. */
    boolean file(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return folders.stream().anyMatch(folder -> within(absolute, folder));
    }

    /** Whether a file may be read that is there. @param real without symbolic links */
    boolean realFile(Path real) {
        for (Path folder : folders) {
            try {
                if (within(real, folder.toRealPath())) {
                    return true;
                }
            } catch (IOException e) {
                // No folder, and so nothing in it.
            }
        }
        return false;
    }

    private static boolean within(Path file, Path folder) {
        if (!file.startsWith(folder) || file.equals(folder)) {
            return false;
        }
        for (Path part : folder.relativize(file)) {
            if (part.equals(TOKENS) && folder.getNameCount() > 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretScope scope && scope.entries.equals(entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    /** As it is configured. */
    @Override
    public String toString() {
        return entries.isEmpty() ? "nothing" : String.join(",", entries);
    }
}
