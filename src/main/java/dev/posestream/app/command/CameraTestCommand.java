package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraException;
import dev.posestream.camera.CameraOption;
import dev.posestream.camera.CameraProbe;
import dev.posestream.camera.CameraSpec;
import dev.posestream.camera.kinds.CameraKinds;
import dev.posestream.stream.CameraRegistry;
import dev.posestream.stream.StreamException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code posestream camera test}. */
@Command(name = "test", description = {"Opens a camera from here, as an ingest worker does, and tells what it gives; saves nothing.",
        "Exit code 1 when no picture came within --camera-timeout."})
final class CameraTestCommand extends ConfiguredCommand {

    private static final Duration WATCH = Duration.ofSeconds(2);

    @Parameters(paramLabel = "NAME|ADDRESS", description = "A registered camera, or any address.")
    private String what;

    CameraTestCommand(Map<String, String> environment) {
        super(environment, false, List.of(Settings.CAMERA, CameraCommand.REGISTRY.get(0), CameraCommand.REGISTRY.get(1), List.of(Settings.SECRETS)));
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = configuration();
        CameraSpec given = CameraCommand.spec(this, configuration, "test", isAddress() ? what : "none", true);
        try {
            CameraSpec spec = isAddress() ? given : registered(configuration, given.settings());
            Camera camera = spec.camera(configuration.cameraDefaults());
            CameraProbe.Found found = CameraProbe.look(camera, isAddress() ? CameraKinds.SOURCES
                    : CameraKinds.SOURCES.within(configuration.get(Settings.SECRETS)), WATCH);
            commandLine().getOut().println(camera.masked() + " works");
            commandLine().getOut().printf(Locale.ROOT, """
                      it sends      %s
                      published as  %dx%d, JPEG of %d KB
                      frame rate    %s
                      first frame   after %.1f s
                    """, found.format().isEmpty() ? "pictures" : found.format(), found.picture().width(), found.picture().height(),
                    (found.picture().jpeg().length + 1023) / 1024, found.fps() == 0 ? "unknown, only one came" : String.format(Locale.ROOT, "%.1f a second", found.fps()),
                    found.firstFrame().toMillis() / 1000.0);
            commandLine().getOut().flush();
            return ExitCode.OK;
        } catch (CameraException e) {
            commandLine().getErr().println("posestream: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    /** A name has no colon and no slash; a file of such a name is meant as a file. */
    private boolean isAddress() {
        try {
            return !Camera.isId(what) || Files.exists(Path.of(what));
        } catch (InvalidPathException e) {
            return true;
        }
    }

    /** With the settings given here in place of its own. */
    private CameraSpec registered(Configuration configuration, Map<CameraOption<?>, Object> given) throws UnavailableException, CameraException {
        try (CameraRegistry registry = new CameraRegistry(configuration.kafkaHere(), configuration.topics())) {
            Optional<CameraSpec> spec = registry.get(what);
            if (spec.isEmpty()) {
                throw new CameraException("no camera '" + what + "' is registered, and it is no file; 'posestream camera list' shows those that are");
            }
            Map<CameraOption<?>, Object> settings = new HashMap<>(spec.get().settings());
            settings.putAll(given);
            return new CameraSpec(what, spec.get().address(), settings, true);
        } catch (StreamException e) {
            throw new UnavailableException(e);
        }
    }
}
