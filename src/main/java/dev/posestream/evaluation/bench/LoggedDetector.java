package dev.posestream.evaluation.bench;

import dev.posestream.inference.Detection;
import dev.posestream.inference.Image;
import dev.posestream.inference.InferenceException;
import dev.posestream.inference.PersonDetector;
import dev.posestream.network.ModelDescription;
import java.util.List;

/** A detector whose runs are logged. Does not own it. */
final class LoggedDetector implements PersonDetector {

    private final PersonDetector detector;
    private final WorkLog log;

    LoggedDetector(PersonDetector detector, WorkLog log) {
        this.detector = detector;
        this.log = log;
    }

    @Override
    public ModelDescription model() {
        return detector.model();
    }

    @Override
    public List<Detection> detect(Image image) throws InferenceException {
        log.detection();
        return detector.detect(image);
    }

    @Override
    public void close() {
        // it is its maker's
    }
}
