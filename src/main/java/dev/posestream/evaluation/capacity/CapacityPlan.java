package dev.posestream.evaluation.capacity;

import java.util.ArrayList;
import java.util.List;

/**
 * How much machinery a load needs, of the kind that was measured.
 *
 * @param machine     what was measured
 * @param sections    the arithmetic
 * @param problems    why it will not do as asked, a sentence each; empty when it will
 * @param partitions  of the topics
 * @param ingest      workers that capture
 * @param analyze     workers that analyse
 * @param threads     of each of these
 * @param brokers     at least
 * @param framesBytes kept of each partition of frames
 * @param diskGb      of all brokers
 * @param oneMachine  whether one with everything on it would do, headroom included, where copies on others are not needed
 */
public record CapacityPlan(MeasuredMachine machine, List<Section> sections, List<String> problems, int partitions, int ingest, int analyze,
                           int threads, int brokers, long framesBytes, double diskGb, boolean oneMachine) {

    public CapacityPlan {
        sections = List.copyOf(sections);
        problems = List.copyOf(problems);
    }

    public static CapacityPlan of(Load load, MeasuredMachine machine) {
        List<String> problems = new ArrayList<>();
        Sheet what = new Sheet("Load");
        double rate = what.line("frames", load.framesPerSecond(), "frames/s", "{} cameras × {} fps", load.cameras(), load.fps());
        PictureCost picture = PictureCost.of(load, machine, what);

        Sheet capture = new Sheet("Capture (ingest)");
        double cores = capture.line("cores", rate * picture.captureMs() / 1000, "", "{} frames/s × {} ms / 1000", rate, picture.captureMs());
        int ingest = (int) capture.line("workers", Math.max(1, Math.ceil(cores / machine.cores() / (1 - load.headroom()) - 1e-9)), "",
                "{} / {} cores of a machine / (1 - {}), rounded up", cores, machine.cores(), load.headroom());

        Sheet analyze = new Sheet("Analysis (analyze)");
        AnalysisNeed analysis = AnalysisNeed.of(load, machine, picture, analyze, problems);
        Sheet bandwidth = new Sheet("Brokers");
        BrokerNeed brokers = BrokerNeed.of(load, machine, picture, analysis, bandwidth);
        Sheet disk = new Sheet("Disk");
        DiskNeed stored = DiskNeed.of(load, picture, analysis, brokers, disk);
        Sheet one = new Sheet("One machine with everything on it ('posestream run')");
        double together = together(load, machine, picture, analysis, one);
        boolean oneMachine = problems.isEmpty() && ingest == 1 && analysis.workers() == 1 && together >= load.fps();
        return new CapacityPlan(machine, List.of(what.section(), capture.section(), analyze.section(), bandwidth.section(), disk.section(), one.section()),
                problems, analysis.partitions(), ingest, analysis.workers(), analysis.threads(), brokers.brokers(), stored.framesBytes(), stored.totalGb(),
                oneMachine);
    }

    /** The highest rate, with headroom. */
    private static double together(Load load, MeasuredMachine machine, PictureCost picture, AnalysisNeed analysis, Sheet sheet) {
        double brokerMs = machine.get(Figure.BROKER_CPU_MS);
        double frame = sheet.line("a frame, without the person network", picture.captureMs() + brokerMs + analysis.steadyMs(), "ms", "{} capture + {} broker + {} analysis",
                picture.captureMs(), brokerMs, analysis.steadyMs());
        double left = sheet.line("left for a camera", Math.max(0, machine.cores() * 1000.0 / load.cameras() - analysis.detectorMs()), "ms a second",
                "{} cores × 1000 ms / {} cameras - {} for the person network, at least 0", machine.cores(), load.cameras(), analysis.detectorMs());
        double most = sheet.line("these cameras at once, nothing dropped, up to about", left / frame, "fps", "{} / {}", left, frame);
        return sheet.line("and with headroom", most * (1 - load.headroom()), "fps", "{} × (1 - {})", most, load.headroom());
    }
}
