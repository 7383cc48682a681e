package dev.posestream.evaluation.capacity;

import java.util.List;

/**
 * What the analysis takes.
 *
 * @param frameMs      of a thread, for a frame
 * @param threads      of each worker
 * @param workers      machines as measured
 * @param partitions   of the topics
 * @param steadyMs     of a thread, for a frame without the person network
 * @param detectorMs   of a thread, for a camera and second: the person network, which does not run on every frame
 */
record AnalysisNeed(double frameMs, int threads, int workers, int partitions, double steadyMs, double detectorMs) {

    private static final int PARTITIONS_PER_THREAD = 2;
    private static final int MOST_PARTITIONS = 10_000;
    /** More than so many times the workers that the mean needs are no way to even out chance. */
    private static final int MOST_SPARE = 3;

    static AnalysisNeed of(Load load, MeasuredMachine machine, PictureCost picture, Sheet sheet, List<String> problems) {
        double detector = machine.get(Figure.DETECTOR_MS);
        double pose = machine.get(Figure.POSE_MS);
        double rest = machine.get(Figure.REST_MS);
        double detections = detections(load, machine, sheet);
        double steady = picture.decodeMs() + rest + load.people() * pose;
        double frame = sheet.line("a frame", steady + detections / load.fps() * detector, "ms of a thread",
                "{} decoding + {} rest + {} people × {} + {} / {} runs × {}", picture.decodeMs(), rest, load.people(), pose, detections, load.fps(), detector);
        double busy = sheet.line("threads that are busy", load.framesPerSecond() * frame / 1000, "", "{} frames/s × {} ms / 1000", load.framesPerSecond(), frame);
        double wanted = sheet.line("threads, with headroom", busy / (1 - load.headroom()), "", "{} / (1 - {})", busy, load.headroom());
        int threads = (int) machine.get(Figure.THREADS);
        int least = up(wanted / threads);
        sheet.line("workers, where cameras spread evenly", least, "", "{} / {} threads of a worker, rounded up", wanted, threads);
        boolean fits = aloneFits(load, machine, frame, sheet, problems);
        int workers = fits ? spread(load, frame * load.fps() / 1000, threads, least, sheet, problems) : least;
        double partitions = sheet.line("partitions", up(PARTITIONS_PER_THREAD * (double) threads * workers), "",
                "{} a thread × {} threads × {} workers", PARTITIONS_PER_THREAD, threads, workers);
        if (partitions > MOST_PARTITIONS) {
            problems.add(Amount.of(partitions) + " partitions are more than the " + MOST_PARTITIONS + " that a topic may have; use larger machines");
        }
        return new AnalysisNeed(frame, threads, workers, (int) partitions, steady, detections * detector);
    }

    private static double detections(Load load, MeasuredMachine machine, Sheet sheet) {
        double measured = machine.get(Figure.DETECTIONS_PER_SECOND);
        double measuredPeriod = machine.get(Figure.DETECTOR_PERIOD_MS);
        double period = load.detectorPeriod().toNanos() / 1e6;
        String name = "runs of the person network";
        String unit = "a second and camera";
        if (period == 0) {
            return sheet.line(name + ", one a frame", load.fps(), unit, "");
        }
        if (measuredPeriod == 0) {
            return sheet.line(name, Math.min(load.fps(), 1000 / period), unit, "1000 / {} ms, at most {}", period, load.fps());
        }
        return sheet.line(name, Math.min(load.fps(), measured * measuredPeriod / period), unit, "{} × {} ms / {} ms, at most {}", measured, measuredPeriod,
                period, load.fps());
    }

    /** A camera's frames are analysed one after the other, so no number of machines helps the one that is too much for a machine. */
    private static boolean aloneFits(Load load, MeasuredMachine machine, double frameMs, Sheet sheet, List<String> problems) {
        // No more than all of its threads can do for one frame, whatever a slow minute made of the measurement.
        double speedUp = Math.max(1, Math.min(machine.get(Figure.THREADS), machine.get(Figure.LONE_SPEED_UP)));
        double most = sheet.line("highest rate of a camera that has a worker for itself", 1000 * speedUp / frameMs, "fps", "1000 / ({} ms / {})", frameMs, speedUp);
        if (load.fps() > most) {
            problems.add("a camera of " + Amount.of(load.fps()) + " fps is too much: its frames are analysed one after the other, and this kind of machine "
                    + "takes " + Amount.of(most) + " a second at most, however many there are. Lower --fps, use a smaller pose network or a longer detector period, "
                    + "or a faster machine");
        }
        return load.fps() <= most;
    }

    /** Enough workers that the fullest of their threads is not overfull: a partition is one thread's, and idle ones beside it don't help. */
    private static int spread(Load load, double threadsPerCamera, int threads, int least, Sheet sheet, List<String> problems) {
        for (int workers = least; workers <= MOST_SPARE * least; workers++) {
            int fullest = FullestShare.of(load.cameras(), workers * threads);
            // A camera that has a worker for itself has been found to fit.
            if (fullest * threadsPerCamera <= 1 || FullestShare.of(load.cameras(), workers) == 1) {
                show(load, fullest, threadsPerCamera, threads, workers, sheet);
                return workers;
            }
        }
        int fullest = FullestShare.of(load.cameras(), least * threads);
        show(load, fullest, threadsPerCamera, threads, least, sheet);
        problems.add("a camera's id decides which thread analyses it, and so the fullest of " + least * threads + " threads gets about " + fullest
                + " cameras, which are work for " + Amount.of(fullest * threadsPerCamera) + " threads: some of their frames would be dropped for age, with "
                + MOST_SPARE + " times the workers too. Lower --fps, use a smaller pose network or a longer detector period, or a machine whose "
                + "threads are faster, such as one with a GPU; measure it");
        return least;
    }

    private static void show(Load load, int fullest, double threadsPerCamera, int threads, int workers, Sheet sheet) {
        sheet.line("cameras of the fullest thread", fullest, "cameras", "{} cameras on {} workers × {} threads, by chance at most", load.cameras(), workers, threads);
        sheet.line("part of its time that these take", fullest * threadsPerCamera, "of 1", "{} cameras × {} fps × {} ms / 1000", fullest, load.fps(),
                threadsPerCamera * 1000 / load.fps());
        sheet.line("workers", workers, "", "");
    }

    private static int up(double value) {
        return Math.max(1, (int) Math.ceil(value - 1e-9));
    }
}
