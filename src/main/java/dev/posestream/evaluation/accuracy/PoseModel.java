package dev.posestream.evaluation.accuracy;

import dev.posestream.evaluation.annotation.AnnotationException;
import dev.posestream.network.BadModelException;
import dev.posestream.network.ModelCatalog;
import dev.posestream.network.ModelDescription;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.PoseShape;
import dev.posestream.pose.Skeleton;
import java.io.IOException;
import java.nio.file.Path;

/** What is known of a pose network before it is loaded. */
record PoseModel(ModelDescription description, PoseShape shape) {

    /** @throws AnnotationException when the model finds other keypoints than the annotations hold */
    static PoseModel open(String model, Skeleton annotated, Path annotations) throws BadModelException, IOException, AnnotationException {
        OnnxFile file = ModelCatalog.open(model);
        ModelDescription description = file.description();
        PoseShape shape = PoseShape.of(file, description);
        Skeleton skeleton = description.skeleton().orElseThrow();
        if (!skeleton.equals(annotated)) {
            throw new AnnotationException("model " + description.name() + " finds the " + skeleton.size() + " keypoints of " + skeleton.name()
                    + ", and " + annotations + " holds the " + annotated.size() + " of " + annotated.name() + "; name a model for " + annotated.name() + " with --pose-model");
        }
        return new PoseModel(description, shape);
    }
}
