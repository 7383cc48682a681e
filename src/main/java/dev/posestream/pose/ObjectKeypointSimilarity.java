package dev.posestream.pose;

import java.util.List;

/**
 * OKS: how well two poses of one skeleton agree, 1 for equal and falling to 0 with distance, as the COCO keypoint
 * challenge defines it: the mean over keypoints of {@code exp(-d² / (2 · area · (2σ)²))}.
 */
public final class ObjectKeypointSimilarity {

    private final double[] variances;

    public ObjectKeypointSimilarity(Skeleton skeleton) {
        variances = skeleton.sigmas().stream().mapToDouble(s -> 4 * s * s).toArray();
    }

    /**
     * @param area     the person's area in square pixels
     * @param minScore keypoints below this score in either pose do not count
     * @return 0..1; 0 where no keypoint counts
     */
    public double between(List<Keypoint> a, List<Keypoint> b, double area, double minScore) {
        double sum = 0;
        int counted = 0;
        for (int k = 0; k < variances.length; k++) {
            Keypoint p = a.get(k);
            Keypoint q = b.get(k);
            if (p.score() < minScore || q.score() < minScore) {
                continue;
            }
            double dx = p.x() - q.x();
            double dy = p.y() - q.y();
            sum += Math.exp(-(dx * dx + dy * dy) / (2 * variances[k] * (area + Math.ulp(1.0))));
            counted++;
        }
        return counted == 0 ? 0 : sum / counted;
    }
}
