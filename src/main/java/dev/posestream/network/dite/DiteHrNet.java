package dev.posestream.network.dite;

import dev.posestream.network.graph.Graph;
import dev.posestream.network.graph.Scope;
import java.util.List;

/**
 * Dite-HRNet: dynamic lightweight high-resolution network for human pose estimation (Li, Zhang, Xiao et al., IJCAI 2022), and variants with
 * another tail or another head on the same trunk: 3 × height × width → maps of height/4 × width/4. Parameters are named as in the authors'
 * checkpoints, so the trunk of one fits every variant.
 *
 * @param height of the picture, a multiple of 32
 * @param width  of the picture, a multiple of 32
 */
public record DiteHrNet(Trunk trunk, Tail tail, Head head, int height, int width) {

    /** Names that {@link #of} knows. */
    public static final List<String> ARCHITECTURES = Architecture.ALL.stream().map(Architecture::name).toList();

    private static final int STEP = 32;

    public DiteHrNet {
        if (height < STEP || width < STEP || height % STEP != 0 || width % STEP != 0) {
            throw new IllegalArgumentException("input " + height + "x" + width + " (height x width), expected multiples of " + STEP
                    + ", as the coarsest of its features is that much smaller");
        }
    }

    /**
     * As published.
     *
     * @param depth     18 or 30
     * @param keypoints heatmaps to give
     */
    public DiteHrNet(int depth, int height, int width, int keypoints) {
        this(new Trunk(depth), Tail.ITERATIVE, new Head.Heatmaps(keypoints), height, width);
    }

    /**
     * @param arch      one of {@link #ARCHITECTURES}
     * @param keypoints heatmaps to give; not read for one that ends in {@code -center}, as it gives none
     * @throws IllegalArgumentException when there is none of that name, or it can't have that size or that many keypoints
     */
    public static DiteHrNet of(String arch, int height, int width, int keypoints) {
        Architecture architecture = Architecture.named(arch);
        Head head = architecture.findsPeople() ? new Head.Centers() : new Head.Heatmaps(keypoints);
        return new DiteHrNet(architecture.trunk(), architecture.tail(), head, height, width);
    }

    /** As {@link #of} takes it. */
    public String arch() {
        return new Architecture(trunk, tail, head instanceof Head.Centers).name();
    }

    /** Such as {@code dite-hrnet-18@256x192}, height first. */
    public String name() {
        return arch() + "@" + height + "x" + width;
    }

    public Graph graph() {
        return Scope.write(name(), 3, height, width,
                (root, picture) -> head.apply(root, tail.apply(root, trunk.apply(root.at("backbone"), picture))));
    }
}
