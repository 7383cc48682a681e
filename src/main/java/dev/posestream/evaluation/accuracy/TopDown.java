package dev.posestream.evaluation.accuracy;

import dev.posestream.network.PoseShape;
import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.ObjectKeypointSimilarity;
import dev.posestream.pose.Skeleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What mmpose's TopDownCocoDataset makes of the poses of a picture before it writes them down: a pose in a detected box is scored by the
 * box's score times the mean score of those keypoints that have more than 0.2, and of poses whose OKS is above 0.9
 * the best stays. There the area that OKS needs is that of the crop, padding and all, averaged over both poses.
 */
final class TopDown {

    private static final double LEAST_KEYPOINT_SCORE = 0.2;
    private static final double MOST_OKS = 0.9;

    private final ObjectKeypointSimilarity oks;
    private final PoseShape shape;
    private final double padding;

    /** @param padding factor on a box before the crop */
    TopDown(Skeleton skeleton, PoseShape shape, double padding) {
        oks = new ObjectKeypointSimilarity(skeleton);
        this.shape = shape;
        this.padding = padding;
    }

    /** A pose in its box. */
    record Found(Box box, double score, List<Keypoint> keypoints) {}

    /** The score of a pose in a box that is known to hold a person. */
    static double meanScore(List<Keypoint> keypoints) {
        return keypoints.stream().mapToDouble(Keypoint::score).average().orElseThrow();
    }

    static double rescored(double boxScore, List<Keypoint> keypoints) {
        return boxScore * keypoints.stream().mapToDouble(Keypoint::score).filter(score -> score > LEAST_KEYPOINT_SCORE).average().orElse(0);
    }

    /** @return those that stay, best first */
    List<Found> withoutDoubles(List<Found> poses) {
        List<Found> kept = new ArrayList<>();
        for (Found pose : poses.stream().sorted(Comparator.comparingDouble(Found::score).reversed()).toList()) {
            if (kept.stream().noneMatch(better -> oks.between(better.keypoints(), pose.keypoints(), (area(better.box()) + area(pose.box())) / 2, 0) > MOST_OKS)) {
                kept.add(pose);
            }
        }
        return kept;
    }

    private double area(Box box) {
        double pixelSize = Math.max(box.width() / shape.width(), box.height() / shape.height()) * padding;
        return pixelSize * shape.width() * pixelSize * shape.height();
    }
}
