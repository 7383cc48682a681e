package dev.posestream.network.dite;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Scope;
import java.util.List;

/** How the four resolutions become one map, 40 × H/4 × W/4. */
public enum Tail {

    /** As published: from coarse to fine ({@link IterativeHead}), at {@code backbone.head_layer}. */
    ITERATIVE("") {
        @Override
        Feature apply(Scope root, List<Feature> branches) {
            return IterativeHead.apply(root.at("backbone").at("head_layer"), branches);
        }
    },

    /** From coarse to fine and back ({@link CspPan}), at {@code neck}. */
    CSP_PAN("-pan") {
        @Override
        Feature apply(Scope root, List<Feature> branches) {
            return CspPan.apply(root.at("neck"), branches);
        }
    },

    /**
     * Likewise, and {@link CoordinateAttention} on the one map that comes out, at {@code neck.attention}: there rows and columns are finest, and
     * everything that the head reads goes through it.
     */
    CSP_PAN_ATTENTION("-pan-att") {
        @Override
        Feature apply(Scope root, List<Feature> branches) {
            return new CoordinateAttention().apply(root.at("neck").at("attention"), CSP_PAN.apply(root, branches));
        }
    };

    private final String suffix;

    Tail(String suffix) {
        this.suffix = suffix;
    }

    /** Of the architecture's name. */
    String suffix() {
        return suffix;
    }

    abstract Feature apply(Scope root, List<Feature> branches);
}
