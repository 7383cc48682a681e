package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.role.BackfillWork;
import dev.posestream.camera.Camera;
import dev.posestream.network.BadModelException;
import dev.posestream.stream.BackfillRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A backfill as the command line asks for it; what makes no sense is refused before Kafka is asked. */
record BackfillOptions(String output, Optional<Instant> from, Optional<Instant> to, Set<String> cameras) {

    void check(CommandLine commandLine) {
        from.ifPresent(time -> requirePast(commandLine, "--from", time));
        to.ifPresent(time -> requirePast(commandLine, "--to", time));
        for (String camera : cameras) {
            if (!Camera.isId(camera)) {
                throw new ParameterException(commandLine, "--camera '" + camera + "' is no camera's id");
            }
        }
    }

    private static void requirePast(CommandLine commandLine, String option, Instant time) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        if (time.isAfter(now)) {
            throw new ParameterException(commandLine, option + " " + time + " is in the future (it is " + now + "); a backfill analyses what is kept");
        }
    }

    BackfillRequest request(CommandLine commandLine, Configuration configuration) throws UnavailableException {
        try {
            return new BackfillRequest(configuration.analyze().applicationId(), BackfillRequest.output(configuration.topics(), output), from, to, cameras,
                    BackfillWork.how(configuration));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine, e.getMessage());
        } catch (BadModelException | IOException e) {
            throw new UnavailableException(e);
        }
    }
}
