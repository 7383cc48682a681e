package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.camera.Camera;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code posestream demo}: {@link RunCommand} on a drawn camera when none is given. */
@Command(name = "demo", description = "Runs everything at once, on a camera that draws walking people when no other is given.")
final class DemoCommand extends RunCommand {

    DemoCommand(Map<String, String> environment) {
        super(environment);
    }

    @Override
    List<Camera> cameras(Configuration configuration) {
        return configuration.cameras().isEmpty() ? List.of(new Camera("demo", "synthetic:?people=2&fps=10", configuration.cameraDefaults()))
                : configuration.cameras();
    }
}
