package dev.posestream.app.command;

import dev.posestream.stream.DeadLetterFilter;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which dead letters. */
final class DeadLetterFilterOptions {

    @Option(names = "--camera", paramLabel = "ID", description = "Only those of this camera: those with its name as key.")
    private String camera;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Only those whose reason contains this, in capitals or not.")
    private String reason;

    @Option(names = "--from", paramLabel = "TIME", converter = PointInTime.class, description = "Only those buried then or later, such as 2026-11-20T08:00.")
    private Instant from;

    @Option(names = "--to", paramLabel = "TIME", converter = PointInTime.class, description = "Only those buried before.")
    private Instant to;

    DeadLetterFilter filter(CommandLine commandLine) {
        try {
            return new DeadLetterFilter(Optional.ofNullable(camera), Optional.ofNullable(reason), Optional.ofNullable(from), Optional.ofNullable(to));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine, e.getMessage());
        }
    }
}
