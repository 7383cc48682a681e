package dev.posestream.network.dite;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.graph.Scope;
import dev.posestream.network.graph.Start;
import java.util.List;

/** What is read from the tail's map, 40 × H/4 × W/4. */
public sealed interface Head {

    List<Graph.Output> apply(Scope root, Feature map);

    /**
     * {@code heatmaps}, keypoints × H/4 × W/4, by a 1×1 convolution at {@code keypoint_head}.
     *
     * @param keypoints heatmaps to give
     */
    record Heatmaps(int keypoints) implements Head {

        public Heatmaps {
            if (keypoints < 1) {
                throw new IllegalArgumentException(keypoints + " keypoints, expected at least 1");
            }
        }

        @Override
        public List<Graph.Output> apply(Scope root, Feature map) {
            return List.of(new Graph.Output("heatmaps", root.at("keypoint_head").at("final_layer").projection(map, keypoints)));
        }
    }

    /**
     * People as {@code centers}, 1 × H/4 × W/4 in 0..1 (Zhou et al., "Objects as Points", 2019), with {@code sizes}, 4 × H/4 × W/4 distances
     * from the cell to the left, top, right and bottom side in pixels of the input, at least 0 (Liu et al., "Training-Time-Friendly Network",
     * AAAI 2020), at {@code center_head}. Before each 1×1 goes a 3×3, depthwise-separable as all of this network's: a full one
     * would take seven times as many multiply-adds.
     */
    record Centers() implements Head {

        /** ln(0.1 / 0.9): few cells are centres, and a focal loss that begins at one half would drown in the others. */
        private static final Start RARE = new Start.Constant(-2.19);

        /** Above 0, where ReLU has a slope. */
        private static final Start SOME = new Start.Constant(1);

        /** Pixels to a unit of what is learnt; with it sizes are learnt about as fast as the rest. */
        private static final double UNIT = 16;

        @Override
        public List<Graph.Output> apply(Scope root, Feature map) {
            Scope at = root.at("center_head");
            Feature centers = at.sigmoid(branch(at.at("centers"), map, 1, RARE));
            Feature sizes = at.scale(at.relu(branch(at.at("sizes"), map, 4, SOME)), UNIT);
            return List.of(new Graph.Output("centers", centers), new Graph.Output("sizes", sizes));
        }

        private static Feature branch(Scope at, Feature map, int channels, Start bias) {
            Feature x = new SeparableUnit(map.channels(), 3, 1, false).apply(at, map);
            return at.at("final_layer").projection(x, channels, bias);
        }
    }
}
