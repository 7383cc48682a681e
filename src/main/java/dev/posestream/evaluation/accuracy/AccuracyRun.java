package dev.posestream.evaluation.accuracy;

import dev.posestream.evaluation.annotation.AnnotationException;
import dev.posestream.evaluation.annotation.AnnotationKind;
import dev.posestream.inference.InferenceException;
import dev.posestream.network.BadModelException;
import java.io.IOException;

/**
 * Measures how accurate a model is on annotated pictures. Everything that can be wrong with files is looked at before networks run, and
 * nothing is written before all are done.
 */
public final class AccuracyRun {

    private final AccuracySettings settings;
    private final Progress progress;

    public AccuracyRun(AccuracySettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * @throws AnnotationException when annotations, pictures, results or places to write can't be used, or do not fit the model
     * @throws BadModelException   when a model is unknown, no ONNX file, not described or of the wrong shape
     * @throws InferenceException  when the device can't be used or a network fails
     * @throws IOException         when a model can't be read or an output not be written
     */
    public AccuracyReport run() throws AnnotationException, BadModelException, InferenceException, IOException, InterruptedException {
        settings.outputs().check();
        AccuracyReport report = switch (AnnotationKind.of(settings.annotations())) {
            case COCO -> settings.results().isPresent() ? new CocoResultFile(settings, progress).run() : new CocoAccuracy(settings, progress).run();
            case MPII -> new MpiiAccuracy(settings, progress).run();
        };
        if (settings.outputs().json().isPresent()) {
            AccuracyJson.write(report, settings.outputs().json().get());
        }
        return report;
    }
}
