package dev.posestream.network.graph;

import java.util.List;

/** The five entries of a batch normalisation in a checkpoint (Ioffe and Szegedy, ICML 2015). */
public record Normalization(Parameter scale, Parameter shift, Parameter mean, Parameter variance, Parameter batches) {

    /** Added to the variance. */
    public static final double EPSILON = 1e-5;

    public List<Parameter> parameters() {
        return List.of(scale, shift, mean, variance, batches);
    }
}
