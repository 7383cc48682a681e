package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code posestream analyze}: frames to poses, and nothing else. */
@Command(name = "analyze", description = {"Finds people in the frames on the Kafka at --bootstrap-servers and publishes their poses.",
        "Any number of these share the cameras."})
final class AnalyzeCommand extends RoleCommand {

    AnalyzeCommand(Map<String, String> environment) {
        super(environment, false, List.of(Settings.KAFKA, Settings.MODEL, Settings.ANALYZE, Settings.TOPICS, List.of(Settings.DATA_FOLDER), Settings.MONITORING));
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = remote();
        ListenPort.checkMonitoring(configuration);
        return Foreground.run(configuration, service -> {
            service.kafkaAndAnalysis();
            service.monitoring();
            return Foreground.untilStopped();
        });
    }
}
