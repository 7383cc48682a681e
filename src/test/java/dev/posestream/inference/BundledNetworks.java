package dev.posestream.inference;

import dev.posestream.network.ModelCatalog;
import dev.posestream.network.OnnxFile;

/** The bundled models, alone, on the CPU. */
final class BundledNetworks {

    private static final InferenceSettings SETTINGS = InferenceSettings.DEFAULT.withDevice(Device.CPU).withWorkers(2);

    private BundledNetworks() {}

    static PoseEstimator pose(String name) throws Exception {
        return pose(ModelCatalog.open(name));
    }

    /** Also for a model of a test's own. */
    static PoseEstimator pose(OnnxFile model) throws Exception {
        return pose(model, false);
    }

    static PoseEstimator pose(OnnxFile model, boolean flipTest) throws Exception {
        return Networks.estimator(model, Networks.start(model, Device.CPU, SETTINGS, new RunningBatches()), SETTINGS.withFlipTest(flipTest));
    }

    static PersonDetector person(double leastScore) throws Exception {
        OnnxFile model = ModelCatalog.open(ModelCatalog.DEFAULT_PERSON);
        return Networks.detector(model, Networks.start(model, Device.CPU, SETTINGS, new RunningBatches()), SETTINGS.withDetector(192, leastScore));
    }
}
