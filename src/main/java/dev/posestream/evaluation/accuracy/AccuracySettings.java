package dev.posestream.evaluation.accuracy;

import dev.posestream.inference.InferenceSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is evaluated on what.
 *
 * @param annotations COCO or MPII annotations
 * @param images      the folder their pictures are in; may be missing where results of earlier are scored and nothing is drawn
 * @param headBoxes   MPII's {@code mpii_gt_val.mat}, where the annotations do not hold the heads' boxes themselves
 * @param results     a COCO result file to score, instead of running networks
 * @param boxes       where the pose network looks
 * @param inference   the networks and how they are run
 * @param threads     pictures worked on at a time
 */
public record AccuracySettings(Path annotations, Optional<Path> images, Optional<Path> headBoxes, Optional<Path> results, PersonBoxes boxes,
                               InferenceSettings inference, int threads, Outputs outputs) {

    public AccuracySettings {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + ", expected at least 1");
        }
        if (images.isEmpty() && (results.isEmpty() || outputs.worst() > 0)) {
            throw new IllegalArgumentException("the folder of the pictures is missing");
        }
    }
}
