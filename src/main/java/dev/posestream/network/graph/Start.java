package dev.posestream.network.graph;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** How a parameter is filled before training. */
public sealed interface Start {

    /** @param shape of the parameter */
    float[] fill(List<Integer> shape, RandomGenerator random);

    private static float[] array(List<Integer> shape) {
        return new float[Math.toIntExact(shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact))];
    }

    /** The same everywhere. */
    record Constant(double value) implements Start {

        @Override
        public float[] fill(List<Integer> shape, RandomGenerator random) {
            float[] values = array(shape);
            Arrays.fill(values, (float) value);
            return values;
        }
    }

    /** Normal around 0. */
    record Normal(double deviation) implements Start {

        @Override
        public float[] fill(List<Integer> shape, RandomGenerator random) {
            float[] values = array(shape);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() * deviation);
            }
            return values;
        }
    }

    /**
     * Even between ±√(6 / fan-in), for each kernel of a bank [n, out, in, height, width] (He et al., "Delving Deep into
     * Rectifiers", ICCV 2015).
     */
    record KaimingUniform() implements Start {

        @Override
        public float[] fill(List<Integer> shape, RandomGenerator random) {
            double bound = Math.sqrt(6.0 / (shape.get(2) * shape.get(3) * shape.get(4)));
            float[] values = array(shape);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((random.nextDouble() * 2 - 1) * bound);
            }
            return values;
        }
    }
}
