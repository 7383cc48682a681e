package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.ConfigurationException;
import dev.posestream.app.config.Problem;
import dev.posestream.app.config.Setting;
import dev.posestream.app.config.Settings;
import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraOption;
import dev.posestream.camera.CameraSpec;
import dev.posestream.camera.kinds.CameraKinds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code posestream camera}: the registry of cameras that all ingest workers share. */
@Command(name = "camera", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND", description = {
        "Registers, lists and tries cameras. Registered ones are shared by all 'posestream ingest', 'run' and 'demo' of the same Kafka, which "
                + "follow each change within a second or so.",
        "Of the Kafka at --bootstrap-servers, or of the embedded one of a PoseStream that runs here."})
final class CameraCommand implements Runnable {

    /** What reaches the registry. */
    static final List<List<Setting<?>>> REGISTRY = List.of(Settings.KAFKA, List.of(Settings.BROKER_PORT));

    private CommandLine commandLine;

    static CommandLine create(Map<String, String> environment) {
        CameraCommand command = new CameraCommand();
        command.commandLine = new CommandLine(command);
        command.commandLine.addSubcommand(new CameraAddCommand(environment).commandLine());
        command.commandLine.addSubcommand(new CameraRemoveCommand(environment).commandLine());
        command.commandLine.addSubcommand(new CameraListCommand(environment).commandLine());
        command.commandLine.addSubcommand(new CameraTestCommand(environment).commandLine());
        return command.commandLine;
    }

    @Override
    public void run() {
        commandLine.usage(commandLine.getOut());
    }

    /** A camera by what stands on the command line: of its settings only those that were given there. */
    static CameraSpec spec(ConfiguredCommand command, Configuration configuration, String id, String address, boolean enabled)
            throws ConfigurationException {
        Map<CameraOption<?>, Object> settings = new HashMap<>();
        for (Setting<?> setting : Settings.CAMERA) {
            Optional<CameraOption<?>> option = CameraOption.ALL.stream().filter(o -> setting.property().equals("camera." + o.property())).findFirst();
            if (option.isPresent() && command.isGiven(setting)) {
                settings.put(option.get(), configuration.get(setting));
            }
        }
        try {
            CameraSpec spec = new CameraSpec(id, address, settings, enabled);
            CameraKinds.check(spec.camera(configuration.cameraDefaults()));
            return spec;
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(List.of(new Problem(Camera.isId(id) ? "ADDRESS" : "NAME", "", e.getMessage())));
        }
    }
}
