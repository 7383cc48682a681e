package dev.posestream.app.command;

import dev.posestream.app.role.BackfillWork;
import dev.posestream.inference.InferenceException;
import dev.posestream.network.BadModelException;
import dev.posestream.stream.StreamException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Follows a backfill to its end: a progress bar on the way, then a summary. */
final class BackfillRun {

    private static final long POLL_MS = 300;

    private final BackfillWork work;
    private final PrintWriter out;

    BackfillRun(BackfillWork work, PrintWriter out) {
        this.work = work;
        this.out = out;
    }

    /** @return the exit code */
    int await() throws StreamException, BadModelException, InferenceException, IOException, InterruptedException {
        out.println("Backfill onto topic " + work.output() + ", application id " + work.applicationId()
                + (work.passed() > 0 ? "; it goes on with what was begun, " + work.passed() + " of " + work.records() + " records passed" : ""));
        out.flush();
        work.start();
        long startNanos = System.nanoTime();
        try (ProgressBar bar = bar()) {
            for (long passed = work.passed(); passed < work.records(); passed = work.passed()) {
                bar.stepTo(passed);
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            }
            bar.stepTo(work.records());
        }
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        work.finish();
        out.println("""
                  frames    %d analysed here, %d to the dead letters
                  people    %d found
                  speed     %.1f frames a second over %.1f s""".formatted(work.frames(), work.buried(), work.people(), work.frames() / seconds, seconds));
        out.flush();
        return ExitCode.OK;
    }

    /** Drawn on a terminal only: in a file or a log it is noise. */
    private ProgressBar bar() {
        return new ProgressBarBuilder().setTaskName("Analysing").setUnit(" records", 1).setInitialMax(work.records())
                .setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(500)
                .setConsumer(System.console() == null ? new DelegatingProgressBarConsumer(line -> { }) : new ConsoleProgressBarConsumer(System.err))
                .build();
    }
}
