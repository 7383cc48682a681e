package dev.posestream.evaluation.coco;

import dev.posestream.evaluation.annotation.LabelledKeypoint;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Skeleton;

/**
 * OKS as COCOeval computes it between an annotated person and a pose: over the keypoints that are marked; where none is, over how far
 * all keypoints lie outside of the person's box, doubled in size to each side.
 */
public final class KeypointSimilarity implements Similarity {

    private final double[] variances;

    public KeypointSimilarity(Skeleton skeleton) {
        variances = skeleton.sigmas().stream().mapToDouble(s -> 4 * s * s).toArray();
    }

    /** @param result a pose of the same skeleton */
    @Override
    public double of(CocoPerson person, CocoResult result) {
        boolean anyLabelled = person.keypoints().stream().anyMatch(LabelledKeypoint::labelled);
        double sum = 0;
        int counted = 0;
        for (int k = 0; k < variances.length; k++) {
            LabelledKeypoint truth = person.keypoints().get(k);
            Keypoint found = result.keypoints().get(k);
            if (anyLabelled && !truth.labelled()) {
                continue;
            }
            double dx = anyLabelled ? found.x() - truth.x() : outside(found.x(), person.box().x(), person.box().width());
            double dy = anyLabelled ? found.y() - truth.y() : outside(found.y(), person.box().y(), person.box().height());
            sum += Math.exp(-((dx * dx + dy * dy) / variances[k] / (person.area() + Math.ulp(1.0)) / 2));
            counted++;
        }
        return sum / counted;
    }

    private static double outside(double at, double start, double length) {
        return Math.max(0, start - length - at) + Math.max(0, at - (start + 2 * length));
    }
}
