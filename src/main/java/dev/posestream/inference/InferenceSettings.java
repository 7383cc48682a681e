package dev.posestream.inference;

import dev.posestream.network.ModelCatalog;
import dev.posestream.network.PersonShape;
import java.time.Duration;

/**
 * How people and their keypoints are found.
 *
 * @param poseModel      a bundled model's name or the path of an ONNX file
 * @param personModel    a bundled model's name or the path of an ONNX file
 * @param device         where networks run
 * @param workers        threads that run each network; 0 for one per core, and one on a GPU. More give more frames a second, until the
 *                       cores are used up
 * @param maxBatch       pictures run at once; 0 for 1, and 32 on a GPU. Larger keeps a GPU busy; on cores it gains nothing and
 *                       answers later
 * @param maxWait        how long a worker waits for pictures that other threads are preparing; longer fills batches better, and
 *                       delays the first in them. A picture that is alone never waits
 * @param detectorSide   longer side of the picture the detector sees, in pixels, a multiple of 32; larger finds smaller people and
 *                       takes longer in proportion to the square
 * @param detectorScore  least score of a person, 0..1; lower finds more people and more that are none
 * @param detectorMaxIou of two boxes that overlap more than this the better stays, 0..1
 * @param flipTest       whether each crop is also looked at in the mirror, and both heatmaps averaged: a little more accurate for twice
 *                       the work
 * @param reproducible   whether each picture runs by itself on one thread, so that on the CPU its result can't depend on what else runs; a camera
 *                       that is alone is then analysed more slowly
 */
public record InferenceSettings(String poseModel, String personModel, Device device, int workers, int maxBatch, Duration maxWait,
                                int detectorSide, double detectorScore, double detectorMaxIou, boolean flipTest,
                                boolean reproducible) {

    public static final InferenceSettings DEFAULT = new InferenceSettings(ModelCatalog.DEFAULT_POSE, ModelCatalog.DEFAULT_PERSON,
            Device.AUTO, 0, 0, Duration.ofMillis(1), 416, 0.3, 0.65, false, false);

    public InferenceSettings {
        require(workers >= 0, "workers", workers, "0 (chosen by the device) or more");
        require(maxBatch >= 0, "maxBatch", maxBatch, "0 (chosen by the device) or more");
        require(!maxWait.isNegative() && maxWait.compareTo(Duration.ofSeconds(1)) <= 0, "maxWait", maxWait, "0 to 1 second");
        require(detectorSide >= PersonShape.MULTIPLE && detectorSide <= 4096 && detectorSide % PersonShape.MULTIPLE == 0,
                "detectorSide", detectorSide, "a multiple of " + PersonShape.MULTIPLE + " up to 4096");
        require(detectorScore > 0 && detectorScore <= 1, "detectorScore", detectorScore, "more than 0 and at most 1");
        require(detectorMaxIou > 0 && detectorMaxIou <= 1, "detectorMaxIou", detectorMaxIou, "more than 0 and at most 1");
    }

    public InferenceSettings withPoseModel(String poseModel) {
        return new InferenceSettings(poseModel, personModel, device, workers, maxBatch, maxWait, detectorSide, detectorScore,
                detectorMaxIou, flipTest, reproducible);
    }

    public InferenceSettings withPersonModel(String personModel) {
        return new InferenceSettings(poseModel, personModel, device, workers, maxBatch, maxWait, detectorSide, detectorScore,
                detectorMaxIou, flipTest, reproducible);
    }

    public InferenceSettings withDevice(Device device) {
        return new InferenceSettings(poseModel, personModel, device, workers, maxBatch, maxWait, detectorSide, detectorScore,
                detectorMaxIou, flipTest, reproducible);
    }

    public InferenceSettings withWorkers(int workers) {
        return new InferenceSettings(poseModel, personModel, device, workers, maxBatch, maxWait, detectorSide, detectorScore,
                detectorMaxIou, flipTest, reproducible);
    }

    public InferenceSettings withDetector(int side, double score) {
        return new InferenceSettings(poseModel, personModel, device, workers, maxBatch, maxWait, side, score, detectorMaxIou, flipTest, reproducible);
    }

    public InferenceSettings withFlipTest(boolean flipTest) {
        return new InferenceSettings(poseModel, personModel, device, workers, maxBatch, maxWait, detectorSide, detectorScore,
                detectorMaxIou, flipTest, reproducible);
    }

    /** The same, {@link #reproducible}. */
    public InferenceSettings asReproducible() {
        return new InferenceSettings(poseModel, personModel, device, workers, maxBatch, maxWait, detectorSide, detectorScore,
                detectorMaxIou, flipTest, true);
    }

    private static void require(boolean holds, String name, Object found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + found + ", expected " + expected);
        }
    }
}
