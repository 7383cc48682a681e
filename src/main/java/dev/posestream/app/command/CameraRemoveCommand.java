package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.camera.CameraSpec;
import dev.posestream.stream.CameraRegistry;
import dev.posestream.stream.StreamException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code posestream camera remove}. */
@Command(name = "remove", description = "Takes a camera out of the registry; whoever runs it stops it.")
final class CameraRemoveCommand extends ConfiguredCommand {

    @Parameters(paramLabel = "NAME", description = "As it was registered.")
    private String name;

    CameraRemoveCommand(Map<String, String> environment) {
        super(environment, false, CameraCommand.REGISTRY);
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = configuration();
        try (CameraRegistry registry = new CameraRegistry(configuration.kafkaHere(), configuration.topics())) {
            SortedSet<String> known = registry.names();
            if (!known.contains(name)) {
                commandLine().getErr().println("posestream: no camera '" + name + "' is registered; " + others(known));
                return ExitCode.FAILED;
            }
            Optional<CameraSpec> spec = registry.get(name);
            registry.remove(name);
            commandLine().getOut().println("removed " + spec.map(CameraSpec::toString).orElse(name + ", whose record could not be understood"));
            return ExitCode.OK;
        } catch (StreamException e) {
            throw new UnavailableException(e);
        }
    }

    private static String others(Set<String> names) {
        return names.isEmpty() ? "none is" : "those are: " + String.join(", ", names);
    }
}
