package dev.posestream.tracking;

import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Pose;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A pose of the current frame with the box that its keypoints say.
 *
 * @param quality by which the better of two sightings of one person is told: score times the sum of keypoint scores,
 *                so that a whole body beats the half of it that a smaller crop shows
 */
record Observation(Pose pose, Likeness.Body body, double quality) {

    /** Best first, and one order for one set of poses in whatever order they came. */
    static final Comparator<Observation> BEST_FIRST = Comparator.comparingDouble(Observation::quality).reversed()
            .thenComparing(o -> o.pose().box().x()).thenComparing(o -> o.pose().box().y())
            .thenComparing(o -> o.pose().box().width()).thenComparing(o -> o.pose().box().height())
            .thenComparing(o -> o.pose().score()).thenComparing(Observation::byKeypoints);

    static Observation of(Pose pose, PersonBox personBox) {
        double sum = pose.keypoints().stream().mapToDouble(Keypoint::score).sum();
        return new Observation(pose, new Likeness.Body(personBox.of(pose.keypoints(), pose.box()), pose.keypoints()),
                pose.score() * sum);
    }

    /** Leaves out who is already there in a better view; poses that differ clearly stay, however much their boxes overlap. */
    static List<Observation> withoutDuplicates(List<Observation> bestFirst, Likeness likeness, double maxSimilarity) {
        List<Observation> kept = new ArrayList<>();
        for (Observation candidate : bestFirst) {
            if (kept.stream().noneMatch(k -> likeness.ofPose(k.body, candidate.body) > maxSimilarity)) {
                kept.add(candidate);
            }
        }
        return kept;
    }

    private static int byKeypoints(Observation a, Observation b) {
        Comparator<Keypoint> order = Comparator.comparingDouble(Keypoint::x).thenComparing(Keypoint::y)
                .thenComparing(Keypoint::score);
        for (int k = 0; k < a.pose.keypoints().size(); k++) {
            int compared = order.compare(a.pose.keypoints().get(k), b.pose.keypoints().get(k));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }
}
