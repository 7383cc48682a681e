package dev.posestream.pose;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The keypoints a pose network knows, by name, and how they hang together.
 *
 * @param name      short name that travels in records and in model metadata, such as {@code coco17}
 * @param keypoints names in output order
 * @param sigmas    per keypoint, the annotators' spread used by OKS: the standard deviation of the labelling error
 *                  in units of the square root of the person's area
 * @param bones     pairs of keypoint indices that are drawn as limbs
 * @param mirror    for each keypoint, the index of the one it becomes when the picture is flipped left to right
 */
public record Skeleton(String name, List<String> keypoints, List<Double> sigmas, List<Bone> bones, List<Integer> mirror) {

    /** A limb: two keypoint indices. */
    public record Bone(int from, int to) {}

    /** The 17 keypoints of COCO; sigmas from Ronchi and Perona, ICCV 2017, as in pycocotools. */
    public static final Skeleton COCO17 = new Skeleton("coco17",
            List.of("nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder", "right_shoulder",
                    "left_elbow", "right_elbow", "left_wrist", "right_wrist", "left_hip", "right_hip",
                    "left_knee", "right_knee", "left_ankle", "right_ankle"),
            List.of(.026, .025, .025, .035, .035, .079, .079, .072, .072, .062, .062, .107, .107, .087, .087, .089, .089),
            bones(new int[][] {{15, 13}, {13, 11}, {16, 14}, {14, 12}, {11, 12}, {5, 11}, {6, 12}, {5, 6}, {5, 7}, {6, 8},
                    {7, 9}, {8, 10}, {1, 2}, {0, 1}, {0, 2}, {1, 3}, {2, 4}, {3, 5}, {4, 6}}),
            List.of(0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15));

    /** The 16 keypoints of MPII Human Pose; sigmas as COCO's for the joints both have, .08 for trunk and head. */
    public static final Skeleton MPII16 = new Skeleton("mpii16",
            List.of("right_ankle", "right_knee", "right_hip", "left_hip", "left_knee", "left_ankle", "pelvis", "thorax",
                    "upper_neck", "head_top", "right_wrist", "right_elbow", "right_shoulder", "left_shoulder",
                    "left_elbow", "left_wrist"),
            List.of(.089, .087, .107, .107, .087, .089, .08, .08, .08, .08, .062, .072, .079, .079, .072, .062),
            bones(new int[][] {{0, 1}, {1, 2}, {2, 6}, {6, 3}, {3, 4}, {4, 5}, {6, 7}, {7, 8}, {8, 9}, {8, 12}, {12, 11},
                    {11, 10}, {8, 13}, {13, 14}, {14, 15}}),
            List.of(5, 4, 3, 2, 1, 0, 6, 7, 8, 9, 15, 14, 13, 12, 11, 10));

    /** Those whose keypoints have names; beside them there are {@link #points}. */
    public static final List<Skeleton> KNOWN = List.of(COCO17, MPII16);

    private static final Pattern POINTS = Pattern.compile("points([1-9][0-9]{0,2})");
    /** As for the joints of which COCO knows nothing. */
    private static final double POINT_SIGMA = .08;

    public Skeleton {
        keypoints = List.copyOf(keypoints);
        sigmas = List.copyOf(sigmas);
        bones = List.copyOf(bones);
        mirror = List.copyOf(mirror);
        if (sigmas.size() != keypoints.size() || mirror.size() != keypoints.size()) {
            throw new IllegalArgumentException("skeleton " + name + " has " + keypoints.size() + " keypoints, "
                    + sigmas.size() + " sigmas and " + mirror.size() + " mirror entries; all three must be equal");
        }
    }

    public int size() {
        return keypoints.size();
    }

    /**
     * Keypoints of which nothing is known but their number: {@code points5}. None becomes another one when the picture is flipped.
     *
     * @param count 1 to 999
     */
    public static Skeleton points(int count) {
        if (count < 1 || count > 999) {
            throw new IllegalArgumentException(count + " keypoints, expected 1 to 999");
        }
        List<Integer> indices = IntStream.range(0, count).boxed().toList();
        return new Skeleton("points" + count, indices.stream().map(i -> "point_" + i).toList(), Collections.nCopies(count, POINT_SIGMA), List.of(), indices);
    }

    /** @return the known one, or points; empty when no skeleton has that name */
    public static Optional<Skeleton> find(String name) {
        Matcher points = POINTS.matcher(name);
        return points.matches() ? Optional.of(points(Integer.parseInt(points.group(1)))) : KNOWN.stream().filter(s -> s.name.equals(name)).findFirst();
    }

    /** @throws IllegalArgumentException when no skeleton has that name; the message lists those there are */
    public static Skeleton named(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("skeleton '" + name + "' is not known; expected one of "
                + KNOWN.stream().map(Skeleton::name).toList() + " or, for keypoints without names, points and their number"));
    }

    private static List<Bone> bones(int[][] pairs) {
        return java.util.Arrays.stream(pairs).map(p -> new Bone(p[0], p[1])).toList();
    }
}
