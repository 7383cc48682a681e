package dev.posestream.app.command;

import dev.posestream.evaluation.accuracy.Progress;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on stderr for each piece of work, on a terminal only: in a file or a log it is noise. */
final class ProgressBars implements Progress {

    @Override
    public Work begin(String what, int steps) {
        ProgressBar bar = new ProgressBarBuilder().setTaskName(what).setInitialMax(steps).setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(500)
                .setConsumer(System.console() == null ? new DelegatingProgressBarConsumer(line -> { }) : new ConsoleProgressBarConsumer(System.err))
                .build();
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
}
