package dev.posestream.tracking;

import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.ObjectKeypointSimilarity;
import dev.posestream.pose.Skeleton;
import java.util.List;

/** How alike two poses are, from where their keypoints are (OKS) and from how their boxes overlap (IoU). */
final class Likeness {

    /** The part of a person's box that the person fills, as is usual for OKS where there is no mask; COCO's median. */
    private static final double FILLED = 0.53;

    private static final int FEWEST_SHARED = 3;

    private final ObjectKeypointSimilarity oks;
    private final double minScore;
    private final double keypointWeight;

    Likeness(Skeleton skeleton, TrackerSettings settings) {
        oks = new ObjectKeypointSimilarity(skeleton);
        minScore = settings.keypointScore();
        keypointWeight = settings.keypointWeight();
    }

    /** A pose and its box. */
    record Body(Box box, List<Keypoint> keypoints) {}

    /** OKS and IoU weighted, 0..1; IoU alone where too few keypoints are sure in both. */
    double of(Body a, Body b) {
        double iou = a.box().iou(b.box());
        return comparable(a, b) ? keypointWeight * keypoints(a, b) + (1 - keypointWeight) * iou : iou;
    }

    /** OKS, 0..1; IoU where too few keypoints are sure in both. */
    double ofPose(Body a, Body b) {
        return comparable(a, b) ? keypoints(a, b) : a.box().iou(b.box());
    }

    /** Distance of the boxes' centres in the first one's size. */
    static double distance(Box a, Box b) {
        return Math.hypot(a.centerX() - b.centerX(), a.centerY() - b.centerY()) / PersonBox.size(a);
    }

    /** How many times larger the larger box is, as a length: 1 for equal. */
    static double sizeRatio(Box a, Box b) {
        double ratio = PersonBox.size(a) / PersonBox.size(b);
        return Math.max(ratio, 1 / ratio);
    }

    private double keypoints(Body a, Body b) {
        double area = Math.max(1, FILLED * (a.box().area() + b.box().area()) / 2);
        return oks.between(a.keypoints(), b.keypoints(), area, minScore);
    }

    private boolean comparable(Body a, Body b) {
        int shared = 0;
        for (int k = 0; k < a.keypoints().size() && shared < FEWEST_SHARED; k++) {
            if (a.keypoints().get(k).score() >= minScore && b.keypoints().get(k).score() >= minScore) {
                shared++;
            }
        }
        return shared >= FEWEST_SHARED;
    }
}
