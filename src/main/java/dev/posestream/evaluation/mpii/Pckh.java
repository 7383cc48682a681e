package dev.posestream.evaluation.mpii;

import dev.posestream.evaluation.annotation.LabelledKeypoint;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Skeleton;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * PCKh: the percentage of joints found within a part of the head's size (Andriluka et al., CVPR 2014). Figures as HRNet and mmpose give them: left and right
 * joints averaged at half a head, and the mean over all joints but pelvis and thorax, weighted by how often each is labelled, at half
 * and at a tenth of a head. (HRNet's own script takes the last at 0.11, mmpose at 0.1, as here.)
 */
public final class Pckh {

    /** The value of a figure that has no joint to count. */
    public static final double ABSENT = -1;

    private static final double HALF = 0.5;
    private static final double TENTH = 0.1;

    /** In the order of HRNet's table; the keypoints' names in the skeleton mpii16. */
    private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("Head", List.of("head_top"));
        for (String joint : List.of("Shoulder", "Elbow", "Wrist", "Hip", "Knee", "Ankle")) {
            String name = joint.toLowerCase(Locale.ROOT);
            GROUPS.put(joint, List.of("left_" + name, "right_" + name));
        }
    }

    private static final List<Integer> NOT_IN_MEAN = List.of(index("pelvis"), index("thorax"));

    private Pckh() {}

    /**
     * @param found per person one keypoint per joint of the skeleton mpii16
     * @return percentages by name: Head, Shoulder, Elbow, Wrist, Hip, Knee, Ankle, Mean, Mean@0.1
     */
    public static Map<String, Double> evaluate(List<MpiiPerson> people, List<List<Keypoint>> found) {
        int joints = Skeleton.MPII16.size();
        int[] labelled = new int[joints];
        int[] withinHalf = new int[joints];
        int[] withinTenth = new int[joints];
        for (int p = 0; p < people.size(); p++) {
            for (int j = 0; j < joints; j++) {
                if (people.get(p).joints().get(j).labelled()) {
                    double error = error(people.get(p), j, found.get(p).get(j));
                    labelled[j]++;
                    withinHalf[j] += error <= HALF ? 1 : 0;
                    withinTenth[j] += error <= TENTH ? 1 : 0;
                }
            }
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        GROUPS.forEach((name, keypoints) -> figures.put(name, group(keypoints, withinHalf, labelled)));
        figures.put("Mean", mean(withinHalf, labelled));
        figures.put("Mean@0.1", mean(withinTenth, labelled));
        return Collections.unmodifiableMap(figures);
    }

    /** The mean distance of the labelled joints, in head sizes; 0 where none is. */
    public static double meanError(MpiiPerson person, List<Keypoint> found) {
        double sum = 0;
        int counted = 0;
        for (int j = 0; j < found.size(); j++) {
            if (person.joints().get(j).labelled()) {
                sum += error(person, j, found.get(j));
                counted++;
            }
        }
        return counted == 0 ? 0 : sum / counted;
    }

    private static double error(MpiiPerson person, int joint, Keypoint found) {
        LabelledKeypoint truth = person.joints().get(joint);
        return Math.hypot(found.x() - truth.x(), found.y() - truth.y()) / person.headSize();
    }

    private static double group(List<String> keypoints, int[] within, int[] labelled) {
        if (keypoints.stream().anyMatch(name -> labelled[index(name)] == 0)) {
            return ABSENT;
        }
        return keypoints.stream().mapToDouble(name -> 100.0 * within[index(name)] / labelled[index(name)]).average().orElseThrow();
    }

    /** Weighted by how often a joint is labelled, the mean of percentages is the percentage of all. */
    private static double mean(int[] within, int[] labelled) {
        int right = Arrays.stream(within).sum() - NOT_IN_MEAN.stream().mapToInt(j -> within[j]).sum();
        int all = Arrays.stream(labelled).sum() - NOT_IN_MEAN.stream().mapToInt(j -> labelled[j]).sum();
        return all == 0 ? ABSENT : 100.0 * right / all;
    }

    private static int index(String keypoint) {
        return Skeleton.MPII16.keypoints().indexOf(keypoint);
    }
}
