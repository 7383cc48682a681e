package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.stream.DeadLetters;
import dev.posestream.stream.RecordPosition;
import dev.posestream.stream.StreamException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code posestream deadletter show}. */
@Command(name = "show", description = {"Shows one of them: why it is here, where it came from, its headers; and writes its value to a file.",
        "Reads from the Kafka at --bootstrap-servers, or from the embedded one of a PoseStream that runs here."})
final class DeadLetterShowCommand extends ConfiguredCommand {

    @Parameters(paramLabel = "PARTITION@OFFSET", converter = PositionConverter.class, description = "Which, as 'deadletter list' shows it, such as 3@17.")
    private RecordPosition position;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "Writes the value there, for instance a picture.")
    private Path file;

    DeadLetterShowCommand(Map<String, String> environment) {
        super(environment, false, List.of(Settings.KAFKA, List.of(Settings.BROKER_PORT)));
    }

    @Override
    public Integer call() throws Exception {
        Optional<ModelOutput> output = Optional.ofNullable(file).map(path -> ModelOutput.of(commandLine().getCommandSpec(), path));
        Configuration configuration = configuration();
        PrintWriter out = commandLine().getOut();
        try (DeadLetters letters = new DeadLetters(configuration.kafkaHere(), configuration.topics())) {
            DeadLetterText.atLength(letters.find(position)).forEach(out::println);
            if (output.isPresent()) {
                Optional<byte[]> value = letters.value(position);
                if (value.isEmpty()) {
                    commandLine().getErr().println("posestream: " + position + " has no value, so " + file + " is not written");
                    return ExitCode.FAILED;
                }
                output.get().write(value.get());
                out.println("value written to " + file);
            }
            return ExitCode.OK;
        } catch (StreamException e) {
            throw new UnavailableException(e);
        }
    }
}
