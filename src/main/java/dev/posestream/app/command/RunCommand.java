package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.app.role.Analysis;
import dev.posestream.app.role.Dashboard;
import dev.posestream.app.role.Ingest;
import dev.posestream.app.role.Kafka;
import dev.posestream.camera.Camera;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code posestream run}: everything in one process. */
@Command(name = "run", description = {"Runs cameras, analysis and dashboard in one process, with an embedded Kafka or the one at --bootstrap-servers.",
        "The cameras are those given here and those that 'posestream camera add' has registered.",
        "Ends by itself, with a summary, when all cameras are files and have been played."})
class RunCommand extends ConfiguredCommand {

    RunCommand(Map<String, String> environment) {
        super(environment, true, List.of(Settings.CAMERA, Settings.INGEST, Settings.MODEL, Settings.ANALYZE, Settings.DASHBOARD, Settings.KAFKA, Settings.BROKER,
                Settings.TOPICS));
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = configuration();
        List<Camera> cameras = cameras(configuration);
        ListenPort.checkDashboard(configuration);
        return Foreground.run(configuration, service -> {
            Analysis analysis = service.kafkaAndAnalysis();
            Ingest ingest = service.ingest(cameras);
            Dashboard dashboard = service.dashboard();
            welcome(configuration, cameras, service.kafka(), analysis, dashboard);
            if (!ingest.endsByItself()) {
                ingest.start();
                return Foreground.untilStopped();
            }
            try (FileRun run = new FileRun(configuration, service.kafka().connection(), ingest, commandLine().getOut())) {
                ingest.start();
                return run.await();
            }
        });
    }

    /** The cameras to run, beside those that are registered. */
    List<Camera> cameras(Configuration configuration) {
        return configuration.cameras();
    }

    private void welcome(Configuration configuration, List<Camera> cameras, Kafka kafka, Analysis analysis, Dashboard dashboard) {
        var out = commandLine().getOut();
        out.println();
        out.println("  PoseStream " + Version.current() + " is running.");
        out.println();
        out.println("    Dashboard  http://" + configuration.get(Settings.HOST) + ":" + dashboard.port() + "/");
        out.println("    Kafka      " + kafka.connection().bootstrapServers() + ", poses on topic " + configuration.topics().poses());
        out.println("    Networks   " + analysis.networks().poseEstimator().model().name() + " and "
                + analysis.networks().personDetector().model().name() + " on " + analysis.networks().device());
        cameras.forEach(camera -> out.println("    Camera     " + camera));
        String there = SameKafka.flags(configuration, kafka.connection().bootstrapServers());
        if (cameras.isEmpty()) {
            out.println("    Camera     none was given; those that are registered are run. To register one, in another terminal:");
            out.println("               ./posestream camera add lobby rtsp://10.0.0.7/stream" + there);
        }
        out.println();
        out.println("  Poses as JSON lines, in another terminal: ./posestream tail" + there);
        out.println("  Ctrl-C stops.");
        out.println();
        out.flush();
    }
}
