package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.ConfigurationException;
import dev.posestream.app.config.Problem;
import dev.posestream.app.config.Settings;
import dev.posestream.app.role.Ingest;
import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraOutcome;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code posestream ingest}: cameras to Kafka, and nothing else. */
@Command(name = "ingest", description = "Captures cameras and publishes their frames to the Kafka at --bootstrap-servers.")
final class IngestCommand extends RoleCommand {

    IngestCommand(Map<String, String> environment) {
        super(environment, true, List.of(Settings.KAFKA, Settings.CAMERA, Settings.TOPICS, Settings.MONITORING,
                List.of(Settings.APPLICATION_ID)));
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = remote();
        if (configuration.cameras().isEmpty()) {
            throw new ConfigurationException(List.of(new Problem("--camera", "",
                    "no camera given; add --camera NAME=ADDRESS, or a section 'cameras:' in the YAML file")));
        }
        ListenPort.checkMonitoring(configuration);
        return Foreground.run(configuration, service -> {
            service.kafka();
            Ingest ingest = service.ingest(configuration.cameras());
            service.monitoring();
            ingest.start();
            Map<Camera, CameraOutcome> outcomes = ingest.ended().get();
            if (ingest.endsByItself()) {
                FileRun.tellFailures(outcomes, commandLine().getOut());
            }
            boolean played = outcomes.values().stream().noneMatch(outcome -> outcome.result() == CameraOutcome.Result.FAILED);
            return played && ingest.lost() == 0 ? ExitCode.OK : ExitCode.FAILED;
        });
    }
}
