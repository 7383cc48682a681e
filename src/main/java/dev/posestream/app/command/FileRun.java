package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.role.Ingest;
import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraOutcome;
import dev.posestream.stream.BadRecordException;
import dev.posestream.stream.KafkaConnection;
import dev.posestream.stream.PoseJson;
import dev.posestream.stream.RecordTail;
import dev.posestream.stream.StreamException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Follows the cameras to their end, which only files have: a progress bar on the way, then a summary. */
final class FileRun implements AutoCloseable {

    private final Ingest ingest;
    private final Set<String> cameras;
    private final RecordTail poses;
    private final PrintWriter out;
    private final RunSummary summary = new RunSummary();

    FileRun(Configuration configuration, KafkaConnection kafka, Ingest ingest, PrintWriter out) throws StreamException {
        this.ingest = ingest;
        this.cameras = ingest.cameras();
        this.out = out;
        this.poses = new RecordTail(kafka, configuration.topics().poses(), false);
    }

    /** @return the exit code: 0 when everything was played */
    int await() throws InterruptedException {
        CompletableFuture<Map<Camera, CameraOutcome>> ended = ingest.ended();
        try (ProgressBar bar = bar()) {
            while (!ended.isDone() || ingest.progress().behind() > 0) {
                take();
                bar.stepTo(summary.frames());
                if (ended.isDone()) {
                    ingest.progress().refresh();
                }
            }
        }
        while (!poses.atEnd()) {
            take();
        }
        Map<Camera, CameraOutcome> outcomes = ended.join();
        tellFailures(outcomes, out);
        if (summary.frames() > 0) {
            out.println(summary.text());
        }
        if (ingest.lost() > 0) {
            out.println("posestream: " + ingest.lost() + " frames could not be published and are lost");
        }
        out.flush();
        boolean played = outcomes.values().stream().allMatch(o -> o.result() == CameraOutcome.Result.COMPLETED);
        return played && ingest.lost() == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    /** A line for each camera that could not be played. */
    static void tellFailures(Map<Camera, CameraOutcome> outcomes, PrintWriter out) {
        outcomes.forEach((camera, outcome) -> {
            if (outcome.result() == CameraOutcome.Result.FAILED) {
                out.println("posestream: camera " + camera.id() + ": " + outcome.detail());
            }
        });
        out.flush();
    }

    private void take() throws InterruptedException {
        for (RecordTail.Entry entry : poses.poll()) {
            try {
                if (cameras.contains(entry.camera())) {
                    summary.add(PoseJson.read(entry.value()));
                }
            } catch (BadRecordException e) {
                // somebody else's record on the topic is not this run's
            }
        }
    }

    /** Drawn on a terminal only: in a file or a log it is noise. */
    private ProgressBar bar() {
        return new ProgressBarBuilder().setTaskName("Analysing").setUnit(" frames", 1).setInitialMax(ingest.expectedFrames().orElse(-1))
                .setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(500)
                .setConsumer(System.console() == null ? new DelegatingProgressBarConsumer(line -> { }) : new ConsoleProgressBarConsumer(System.err))
                .build();
    }

    @Override
    public void close() {
        poses.close();
    }
}
