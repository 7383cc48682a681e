package dev.posestream.network;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file beside its place and moves it there, so that a reader sees the old one or the new one, never half of one. */
public final class AtomicFile {

    private AtomicFile() {}

    /** Makes the folder where it is missing. */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path target = file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        Path half = target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid() + "-" + System.nanoTime());
        try {
            Files.write(half, bytes);
            move(half, target);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    /** Puts a file that is complete into its place, on the same disk. */
    public static void move(Path complete, Path target) throws IOException {
        try {
            Files.move(complete, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(complete, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
