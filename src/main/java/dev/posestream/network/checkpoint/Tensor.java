package dev.posestream.network.checkpoint;

import java.util.List;

/** A value of a checkpoint, row-major. Nobody may write to its array. */
public sealed interface Tensor {

    /** Empty for a single number. */
    List<Integer> shape();

    /** 32-bit floating point. */
    record Floats(List<Integer> shape, float[] values) implements Tensor {

        public Floats {
            shape = List.copyOf(shape);
            check(shape, values.length);
        }
    }

    /** 64-bit integers. */
    record Longs(List<Integer> shape, long[] values) implements Tensor {

        public Longs {
            shape = List.copyOf(shape);
            check(shape, values.length);
        }
    }

    private static void check(List<Integer> shape, int found) {
        long expected = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        if (expected != found) {
            throw new IllegalArgumentException("a tensor of shape " + shape + " with " + found + " values, expected " + expected);
        }
    }
}
