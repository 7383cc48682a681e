package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.app.role.Ingest;
import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraOutcome;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code posestream ingest}: cameras to Kafka, and nothing else. */
@Command(name = "ingest", description = {
        "Captures cameras and publishes their frames to the Kafka at --bootstrap-servers: those given here, and a share of those that "
                + "'posestream camera add' has registered.",
        "Ends by itself when all cameras given are files; then it takes no registered ones."})
final class IngestCommand extends RoleCommand {

    IngestCommand(Map<String, String> environment) {
        super(environment, true, List.of(Settings.KAFKA, Settings.CAMERA, Settings.INGEST, Settings.TOPICS, Settings.MONITORING,
                List.of(Settings.APPLICATION_ID)));
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = remote();
        ListenPort.checkMonitoring(configuration);
        return Foreground.run(configuration, service -> {
            service.kafka();
            Ingest ingest = service.ingest(configuration.cameras());
            service.monitoring();
            ingest.start();
            if (!ingest.endsByItself()) {
                welcome(configuration);
                return Foreground.untilStopped();
            }
            Map<Camera, CameraOutcome> outcomes = ingest.ended().get();
            FileRun.tellFailures(outcomes, commandLine().getOut());
            boolean played = outcomes.values().stream().noneMatch(outcome -> outcome.result() == CameraOutcome.Result.FAILED);
            return played && ingest.lost() == 0 ? ExitCode.OK : ExitCode.FAILED;
        });
    }

    private void welcome(Configuration configuration) {
        commandLine().getOut().println("Ingest runs " + given(configuration.cameras().size()) + ", and its share of the registered ones as a worker of group "
                + configuration.get(Settings.INGEST_GROUP) + ". To register one: posestream camera add NAME ADDRESS"
                + SameKafka.flags(configuration, configuration.get(Settings.BOOTSTRAP_SERVERS)));
    }

    private static String given(int cameras) {
        return cameras == 0 ? "no given camera" : cameras == 1 ? "1 given camera" : cameras + " given cameras";
    }
}
