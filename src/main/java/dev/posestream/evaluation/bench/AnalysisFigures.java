package dev.posestream.evaluation.bench;

import dev.posestream.evaluation.bench.WorkLog.Work;
import dev.posestream.evaluation.capacity.Figure;
import dev.posestream.inference.Device;
import dev.posestream.inference.InferenceException;
import dev.posestream.stream.StreamException;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Splits the time of the analysis' threads over what they did: on a machine that is used up, threads by frames a second is what
 * a frame costs, and the networks' runs, the decoding and a rest add up to it. Time in which other programs had the cores is taken
 * out of all of these, where the networks run on cores.
 */
final class AnalysisFigures {

    private long frames;
    private long threadNanos;
    private double cpuMs;
    private long personNanos;
    private long poseNanos;
    private long detections;
    private long crops;
    private double poseBytes;
    private double stateBytes;

    /**
     * A round.
     *
     * @param roundThreadNanos of all threads together
     * @param roundCpuMs       of the process
     */
    void add(long roundFrames, long roundThreadNanos, double roundCpuMs, long roundPersonNanos, long roundPoseNanos, Work work) {
        frames += roundFrames;
        threadNanos += roundThreadNanos;
        cpuMs += roundCpuMs;
        personNanos += roundPersonNanos;
        poseNanos += roundPoseNanos;
        detections += work.detections();
        crops += work.crops();
    }

    /** What the broker has stored of so many frames' results. */
    void stored(long ofFrames, long ofPoses, long ofState) {
        poseBytes = (double) ofPoses / ofFrames;
        stateBytes = (double) ofState / ofFrames;
    }

    /** Also measures one camera alone; to be called when nothing else runs. */
    Map<Figure, Double> measured(AnalysisStand stand) throws BenchException, StreamException, InferenceException, IOException, InterruptedException {
        BenchSettings settings = stand.settings();
        LoneAnalysis.Time alone = LoneAnalysis.run(stand.networks(), stand.clip(), settings.analysis(), settings.smoothing());
        double perFrame = 1.0 / frames;
        double ran = stand.networks().device().kind() == Device.Kind.CPU ? Math.min(1, cpuMs * 1e6 / threadNanos) : 1;
        double slowFrameMs = threadNanos / 1e6 * perFrame;
        double frameMs = slowFrameMs * ran;
        double people = crops * perFrame;
        double pose = poseNanos / 1e6 * ran;
        double person = personNanos / 1e6 * ran;
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.THREADS, (double) settings.threads());
        figures.put(Figure.FRAMES_PER_SECOND, settings.threads() * 1000 / frameMs);
        figures.put(Figure.DETECTOR_PERIOD_MS, settings.analysis().detectorPeriod().toNanos() / 1e6);
        figures.put(Figure.DETECTIONS_PER_SECOND, detections * perFrame * stand.clip().fps());
        figures.put(Figure.DECODE_MS, alone.decodeMs());
        figures.put(Figure.REST_MS, Math.max(0, frameMs - alone.decodeMs() - (person + pose) * perFrame));
        figures.put(Figure.LONE_SPEED_UP, slowFrameMs / alone.frameMs());
        figures.put(Figure.PEOPLE, people);
        if (detections > 0) {
            figures.put(Figure.DETECTOR_MS, person / detections);
        }
        double personBytes = PoseSizes.bytesPerPerson(stand.kafka(), AnalysisStand.TOPICS.poses());
        if (crops > 0 && personBytes > 0) {
            figures.put(Figure.POSE_MS, pose / crops);
            figures.put(Figure.POSE_BASE_BYTES, Math.max(1, poseBytes - people * personBytes));
            figures.put(Figure.POSE_PERSON_BYTES, personBytes);
            figures.put(Figure.STATE_PERSON_BYTES, stateBytes / people);
        }
        return figures;
    }
}
