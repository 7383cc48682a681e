package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.camera.CameraSpec;
import dev.posestream.stream.CameraRegistry;
import dev.posestream.stream.StreamException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code posestream camera add}. */
@Command(name = "add", description = {"Registers a camera, or replaces the one of this name with all its settings.",
        "A setting that is not given here is that of the worker that runs the camera."})
final class CameraAddCommand extends ConfiguredCommand {

    @Parameters(index = "0", paramLabel = "NAME", description = "The key of all its records: up to 64 letters, digits, dots, dashes and underscores.")
    private String name;

    @Parameters(index = "1", paramLabel = "ADDRESS", description = {
            "rtsp://…, http(s)://…, /dev/videoN or a file of the worker's machine, or synthetic:.",
            "A password is better named than given: $${CAMERA_NAME} or $${file:/run/secrets/FILE}, as the ingest worker has them; in single quotes, "
                    + "for the shell."})
    private String address;

    @Option(names = "--disabled", description = "Register it without running it.")
    private boolean disabled;

    CameraAddCommand(Map<String, String> environment) {
        super(environment, false, List.of(Settings.CAMERA, CameraCommand.REGISTRY.get(0), CameraCommand.REGISTRY.get(1)));
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = configuration();
        CameraSpec spec = CameraCommand.spec(this, configuration, name, address, !disabled);
        try (CameraRegistry registry = new CameraRegistry(configuration.kafkaHere(), configuration.topics())) {
            boolean known = registry.get(name).isPresent();
            registry.put(spec);
            commandLine().getOut().println((known ? "replaced " : "added ") + spec);
            spec.warnings().forEach(warning -> commandLine().getErr().println("posestream: " + warning));
            return ExitCode.OK;
        } catch (StreamException e) {
            throw new UnavailableException(e);
        }
    }
}
