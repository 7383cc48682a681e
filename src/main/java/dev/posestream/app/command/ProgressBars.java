package dev.posestream.app.command;

import dev.posestream.evaluation.accuracy.Progress;
import dev.posestream.network.fetch.FetchProgress;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on stderr for each piece of work, on a terminal only: in a file or a log it is noise. */
final class ProgressBars implements Progress {

    private static final int MEGABYTE = 1_000_000;

    @Override
    public Work begin(String what, int steps) {
        ProgressBar bar = bar(what, steps).build();
        return new Work() {
            @Override
            public void step() {
                bar.step();
            }

            @Override
            public void close() {
                bar.close();
            }
        };
    }

    /** A bar in megabytes for a download. */
    static FetchProgress download(String what) {
        return bytes -> {
            ProgressBar bar = bar(what, bytes.orElse(-1)).setUnit(" MB", MEGABYTE).build();
            return new FetchProgress.Transfer() {
                @Override
                public void received(long soFar) {
                    bar.stepTo(soFar);
                }

                @Override
                public void close() {
                    bar.close();
                }
            };
        };
    }

    private static ProgressBarBuilder bar(String what, long most) {
        return new ProgressBarBuilder().setTaskName(what).setInitialMax(most).setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(500)
                .setConsumer(System.console() == null ? new DelegatingProgressBarConsumer(line -> { }) : new ConsoleProgressBarConsumer(System.err));
    }
}
