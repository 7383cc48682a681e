package dev.posestream.evaluation.bench;

import dev.posestream.inference.Image;
import dev.posestream.inference.InferenceException;
import dev.posestream.inference.PoseEstimator;
import dev.posestream.network.ModelDescription;
import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Skeleton;
import java.util.List;

/** An estimator, which every frame comes to once, behind a {@link RoundGate}; its crops are logged. Does not own it. */
final class GatedEstimator implements PoseEstimator {

    private final PoseEstimator estimator;
    private final RoundGate gate;
    private final WorkLog log;

    GatedEstimator(PoseEstimator estimator, RoundGate gate, WorkLog log) {
        this.estimator = estimator;
        this.gate = gate;
        this.log = log;
    }

    @Override
    public ModelDescription model() {
        return estimator.model();
    }

    @Override
    public Skeleton skeleton() {
        return estimator.skeleton();
    }

    @Override
    public List<List<Keypoint>> estimate(Image image, List<Box> people) throws InferenceException {
        try {
            gate.pass();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException("interrupted between two rounds", e);
        }
        log.crops(people.size());
        return estimator.estimate(image, people);
    }

    @Override
    public void close() {
        // it is its maker's
    }
}
