package dev.posestream.network.dite;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.graph.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Dite-HRNet: dynamic lightweight high-resolution network for human pose estimation (Li, Zhang, Xiao et al., IJCAI 2022). A stem, three
 * stages with two, three and four resolutions side by side, a head that goes from coarse to fine, and a heatmap for each keypoint: 3 ×
 * height × width → keypoints × height/4 × width/4. Parameters are named as in the authors' checkpoints.
 *
 * @param depth     18 or 30
 * @param height    of the picture, a multiple of 32
 * @param width     of the picture, a multiple of 32
 * @param keypoints heatmaps to give
 */
public record DiteHrNet(int depth, int height, int width, int keypoints) {

    /** Names that {@link #of} knows. */
    public static final List<String> ARCHITECTURES = List.of("dite-hrnet-18", "dite-hrnet-30");

    private static final int STEP = 32;
    private static final int LIKELY_MEANT = 4;

    public DiteHrNet {
        if (depth != 18 && depth != 30) {
            throw new IllegalArgumentException("dite-hrnet-" + depth + " does not exist, expected depth 18 or 30");
        }
        if (height < STEP || width < STEP || height % STEP != 0 || width % STEP != 0) {
            throw new IllegalArgumentException("input " + height + "x" + width + " (height x width), expected multiples of " + STEP
                    + ", as the coarsest of its features is that much smaller");
        }
        if (keypoints < 1) {
            throw new IllegalArgumentException(keypoints + " keypoints, expected at least 1");
        }
    }

    /**
     * @param arch one of {@link #ARCHITECTURES}
     * @throws IllegalArgumentException when there is none of that name, or it can't have that size
     */
    public static DiteHrNet of(String arch, int height, int width, int keypoints) {
        return switch (arch) {
            case "dite-hrnet-18" -> new DiteHrNet(18, height, width, keypoints);
            case "dite-hrnet-30" -> new DiteHrNet(30, height, width, keypoints);
            default -> throw new IllegalArgumentException("architecture '" + arch + "' is not known, expected one of " + ARCHITECTURES + meant(arch));
        };
    }

    /** The known name that begins most like it, punctuation and case aside. */
    private static String meant(String arch) {
        String nearest = ARCHITECTURES.stream().max(Comparator.comparingInt(known -> alike(known, arch))).orElseThrow();
        return alike(nearest, arch) < LIKELY_MEANT ? "" : "; perhaps " + nearest + " was meant";
    }

    private static int alike(String known, String arch) {
        String a = letters(known);
        String b = letters(arch);
        int same = 0;
        while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        return same;
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** As {@link #of} takes it. */
    public String arch() {
        return "dite-hrnet-" + depth;
    }

    /** Such as {@code dite-hrnet-18@256x192}, height first. */
    public String name() {
        return arch() + "@" + height + "x" + width;
    }

    public Graph graph() {
        return Scope.write(name(), 3, height, width, (root, picture) -> {
            Feature finest = backbone(root.at("backbone"), picture);
            return List.of(new Graph.Output("heatmaps", root.at("keypoint_head").at("final_layer").projection(finest, keypoints)));
        });
    }

    /** Modules of the stages with two, three and four branches. */
    private List<Integer> modules() {
        return depth == 18 ? List.of(2, 4, 2) : List.of(3, 8, 3);
    }

    private Feature backbone(Scope at, Feature picture) {
        Feature stem = new Stem().apply(at.at("stem"), picture);
        List<Feature> branches = new ArrayList<>();
        branches.add(new Reduction(Branch.ALL.get(0).channels(), 1, true).apply(at.at("transition0").at(0), stem));
        Feature last = stem;
        for (int stage = 0; stage < 3; stage++) {
            int next = stage + 1;
            branches.add(new Reduction(Branch.ALL.get(next).channels(), 2, true).apply(at.at("transition" + stage).at(next).at(0), last));
            branches = stage(at.at("stage" + stage), modules().get(stage), branches);
            last = branches.get(branches.size() - 1);
        }
        return IterativeHead.apply(at.at("head_layer"), branches);
    }

    private static List<Feature> stage(Scope at, int modules, List<Feature> branches) {
        List<Feature> x = branches;
        for (int module = 0; module < modules; module++) {
            Scope place = at.at(module);
            x = DmcBlock.apply(place.at("layers").at(0), x);
            x = DmcBlock.apply(place.at("layers").at(1), x);
            x = Fusion.apply(place.at("fuse_layers"), x);
        }
        return new ArrayList<>(x);
    }
}
