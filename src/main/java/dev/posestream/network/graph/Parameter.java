package dev.posestream.network.graph;

import java.util.List;

/**
 * One entry of a checkpoint.
 *
 * @param name  as in the checkpoint, such as {@code backbone.stem.conv1.conv.weight}
 * @param kind  who changes it
 * @param shape empty for a single number
 * @param start the value from which training begins
 */
public record Parameter(String name, Kind kind, List<Integer> shape, Start start) {

    public enum Kind {
        /** Learnt by gradient descent. */
        WEIGHT,
        /** Kept by batch normalisation as it sees batches. */
        STATISTIC,
        /** Counts batches; a 64-bit integer. */
        COUNTER,
        /** Made of others when a network is frozen. */
        CONSTANT
    }

    public Parameter {
        shape = List.copyOf(shape);
    }

    /** How many numbers it holds. */
    public long size() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    @Override
    public String toString() {
        return name + shape;
    }
}
