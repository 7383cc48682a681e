package dev.posestream.network.count;

import java.util.Optional;

/**
 * What is known of a tensor before the network runs.
 *
 * @param shape  sizes; none of them free
 * @param values its numbers, where they are few and known: shapes, axes and factors are computed in the graph too
 */
record Known(long[] shape, Optional<double[]> values) {

    static Known ofShape(long... shape) {
        return new Known(shape, Optional.empty());
    }

    int rank() {
        return shape.length;
    }

    /** How many numbers it has. */
    long size() {
        long size = 1;
        for (long side : shape) {
            size = Math.multiplyExact(size, side);
        }
        return size;
    }

    /** @param axis from the end where negative */
    int axis(long axis) {
        return Math.toIntExact(axis < 0 ? axis + rank() : axis);
    }
}
