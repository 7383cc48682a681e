package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.app.role.BackfillWork;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code posestream analyze}: frames to poses, and nothing else; of the cameras as they run, or again of what is kept. */
@Command(name = "analyze", description = {"Finds people in the frames on the Kafka at --bootstrap-servers and publishes their poses.",
        "Any number of these share the cameras.",
        "With --output it is a backfill: frames that are kept are analysed again, beside the live analysis, and it ends by itself."})
final class AnalyzeCommand extends RoleCommand {

    @Option(names = "--output", paramLabel = "TOPIC", description = "A backfill: the poses go to this topic, under the prefix; made like that of the poses if missing.")
    private String output;

    @Option(names = "--from", paramLabel = "TIME", converter = PointInTime.class,
            description = "In a backfill: captured then or later, such as 2026-11-20T08:00. Default: the oldest frame.")
    private Instant from;

    @Option(names = "--to", paramLabel = "TIME", converter = PointInTime.class, description = "In a backfill: captured before. Default: now.")
    private Instant to;

    @Option(names = "--camera", paramLabel = "ID", description = "In a backfill: only this camera. Any number of times.")
    private List<String> cameras;

    AnalyzeCommand(Map<String, String> environment) {
        super(environment, false, List.of(Settings.KAFKA, Settings.MODEL, Settings.ANALYZE, Settings.TOPICS, List.of(Settings.DATA_FOLDER), Settings.MONITORING));
    }

    @Override
    public Integer call() throws Exception {
        if (output != null) {
            return backfill();
        }
        if (from != null || to != null || cameras != null) {
            throw new ParameterException(commandLine(), "--from, --to and --camera are for a backfill; add --output TOPIC, such as --output poses-v2");
        }
        Configuration configuration = remote();
        ListenPort.checkMonitoring(configuration);
        return Foreground.run(configuration, service -> {
            service.kafkaAndAnalysis();
            service.monitoring();
            return Foreground.untilStopped();
        });
    }

    private int backfill() throws Exception {
        BackfillOptions range = new BackfillOptions(output, Optional.ofNullable(from), Optional.ofNullable(to), cameras == null ? Set.of() : Set.copyOf(cameras));
        range.check(commandLine());
        Configuration configuration = remote();
        ListenPort.checkMonitoring(configuration);
        var request = range.request(commandLine(), configuration);
        return Foreground.run(configuration, service -> {
            BackfillWork work = service.backfill(request);
            service.monitoring();
            return new BackfillRun(work, commandLine().getOut()).await();
        });
    }
}
