package dev.posestream.evaluation.accuracy;

import dev.posestream.evaluation.annotation.AnnotationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an evaluation leaves behind.
 *
 * @param json     figures and settings
 * @param poses    what was found, as a COCO result file
 * @param pictures folder for drawings of the worst cases; made if it is not there
 * @param worst    how many of them
 */
public record Outputs(Optional<Path> json, Optional<Path> poses, Optional<Path> pictures, int worst) {

    /** Nothing but the report. */
    public static final Outputs NONE = new Outputs(Optional.empty(), Optional.empty(), Optional.empty(), 0);

    public Outputs {
        if (worst < 0 || worst > 0 != pictures.isPresent()) {
            throw new IllegalArgumentException("worst cases and a folder for their pictures belong together, found " + worst + " of them and "
                    + pictures.map(folder -> "folder " + folder).orElse("no folder"));
        }
    }

    /** @throws AnnotationException when something can't be written at its place */
    void check() throws AnnotationException {
        if (json.isPresent()) {
            checkFile(json.get());
        }
        if (poses.isPresent()) {
            checkFile(poses.get());
        }
        if (pictures.isPresent()) {
            checkFolder(pictures.get().toAbsolutePath());
        }
    }

    private static void checkFile(Path file) throws AnnotationException {
        if (Files.isDirectory(file)) {
            throw new AnnotationException(file + " is a folder, expected the name of a file to write");
        }
        checkFolder(file.toAbsolutePath().getParent());
    }

    /** A folder that is there, or the nearest above it, must be one and open to us. */
    private static void checkFolder(Path folder) throws AnnotationException {
        Path nearest = folder;
        while (!Files.exists(nearest) && nearest.getParent() != null) {
            nearest = nearest.getParent();
        }
        if (!Files.isDirectory(nearest) || !Files.isWritable(nearest)) {
            throw new AnnotationException("nothing can be written to " + folder + ": " + nearest
                    + (Files.isDirectory(nearest) ? " is not writable for this user" : " is no folder") + "; name another place");
        }
    }
}
