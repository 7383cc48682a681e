package dev.posestream.app.command;

import dev.posestream.network.AtomicFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The file that a command writes, looked at before the work begins and written whole or not at all. */
final class ModelOutput {

    private final Path file;

    private ModelOutput(Path file) {
        this.file = file;
    }

    static ModelOutput of(CommandSpec spec, Path file) {
        if (Files.isDirectory(file)) {
            throw new ParameterException(spec.commandLine(), "--output " + file + " is a folder, expected a file in it");
        }
        return new ModelOutput(file);
    }

    /** @param input must be another file */
    static ModelOutput of(CommandSpec spec, Path file, Path input) {
        try {
            if (Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input)) {
                throw new ParameterException(spec.commandLine(), "--output " + file + " is the file that is read, expected another one");
            }
        } catch (IOException e) {
            // They can't be compared, so one of them can't be reached; reading or writing will say why.
        }
        return of(spec, file);
    }

    void write(byte[] bytes) throws UnavailableException {
        try {
            AtomicFile.write(file, bytes);
        } catch (IOException e) {
            throw new UnavailableException("can't write " + file + ": " + reason(e), e);
        }
    }

    /** Some exceptions of the file system have nothing but a path for their message. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        return e instanceof FileAlreadyExistsException exists ? exists.getFile() + " is no folder" : e.toString();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
