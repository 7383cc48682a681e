package dev.posestream.testing;

import dev.posestream.evaluation.process.PoseStreamProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The jar that the build has made. */
public final class BuiltJar {

    private BuiltJar() {}

    public static Path path() {
        Path jar = Path.of(System.getProperty("posestream.jar", "target/posestream.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not built; run this test by 'mvn verify'");
        }
        return jar;
    }

    /** @param output where stdout and stderr go */
    public static PoseStreamProcess start(Path output, String... arguments) throws IOException {
        PoseStreamProcess process = new PoseStreamProcess("posestream " + arguments[0],
                PoseStreamProcess.command(path(), List.of("-Xmx1g"), List.of(arguments)), Map.of(), output);
        process.start();
        return process;
    }
}
