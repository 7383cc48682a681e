package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.app.role.Analysis;
import dev.posestream.app.role.Dashboard;
import dev.posestream.app.role.Ingest;
import dev.posestream.app.role.Service;
import dev.posestream.camera.Camera;
import dev.posestream.evaluation.bench.TemporaryFolder;
import dev.posestream.pose.PoseFrame;
import dev.posestream.stream.BadRecordException;
import dev.posestream.stream.PoseJson;
import dev.posestream.stream.RecordTail;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code posestream self-test}: the whole program, once, on this machine. */
@Command(name = "self-test", description = {"Sends frames the whole way, from a camera through a Kafka of its own to the page, and says how long each step took.",
        "Without --camera on a drawn one; then it needs no network. Leaves nothing behind."})
final class SelfTestCommand extends ConfiguredCommand {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private long begunNanos;

    SelfTestCommand(Map<String, String> environment) {
        super(environment, true, List.of(Settings.CAMERA, Settings.MODEL));
    }

    @Override
    public Integer call() throws Exception {
        begunNanos = System.nanoTime();
        try (TemporaryFolder folder = new TemporaryFolder("posestream-self-test-")) {
            Configuration configuration = configuration(Map.of(
                    Settings.BOOTSTRAP_SERVERS.flag(), "", Settings.DATA_FOLDER.flag(), folder.path().toString(), Settings.BROKER_PORT.flag(), "0",
                    Settings.HOST.flag(), "127.0.0.1", Settings.PORT.flag(), "0", Settings.USER.flag(), "", Settings.PASSWORD.flag(), ""));
            Camera camera = configuration.cameras().isEmpty()
                    ? new Camera("self-test", "synthetic:?people=2&fps=10", configuration.cameraDefaults()) : configuration.cameras().get(0);
            return Foreground.run(configuration, service -> test(service, configuration, camera));
        }
    }

    private int test(Service service, Configuration configuration, Camera camera) throws Exception {
        Analysis analysis = service.kafkaAndAnalysis();
        say("Kafka is up, and " + analysis.networks().poseEstimator().model().name() + " and "
                + analysis.networks().personDetector().model().name() + " run on " + analysis.networks().device());
        Ingest ingest = service.ingest(List.of(camera));
        Dashboard dashboard = service.dashboard();
        try (RecordTail poses = new RecordTail(service.kafka().connection(), configuration.topics().poses(), false)) {
            ingest.start();
            PoseFrame first = firstPeople(poses);
            if (first == null) {
                say("no pose of " + camera + " came within " + PATIENCE.toSeconds() + " s; see the lines above for its state");
                return ExitCode.FAILED;
            }
            int people = first.people().size();
            say("poses on Kafka: " + (people == 0 ? "nobody was found" : people == 1 ? "1 person" : people + " people") + " in a frame of " + first.width() + "x"
                    + first.height());
        }
        try (PageVisit page = new PageVisit(URI.create("http://127.0.0.1:" + dashboard.port()))) {
            page.get("/");
            page.get("/metrics");
            page.get("/api/cameras");
            int bytes = page.firstShot(camera.id(), PATIENCE);
            say("the page gets its pictures: " + bytes / 1024 + " KB");
        } catch (PageVisit.PageException e) {
            say(e.getMessage());
            return ExitCode.FAILED;
        }
        say("all is well");
        return ExitCode.OK;
    }

    /** @return the first frame with somebody in it, the last one without when nobody comes, or null when no pose comes at all */
    private static PoseFrame firstPeople(RecordTail poses) throws InterruptedException, BadRecordException {
        PoseFrame newest = null;
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; ) {
            for (RecordTail.Entry entry : poses.poll()) {
                newest = PoseJson.read(entry.value());
                if (!newest.people().isEmpty()) {
                    return newest;
                }
            }
        }
        return newest;
    }

    private void say(String what) {
        PrintWriter out = commandLine().getOut();
        out.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - begunNanos) / 1e9, what);
        out.flush();
    }
}
