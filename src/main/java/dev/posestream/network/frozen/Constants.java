package dev.posestream.network.frozen;

import dev.posestream.network.graph.Parameter;
import dev.posestream.network.graph.Start;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Where the values of a network's parameters come from while it is rewritten: a checkpoint, or others that were computed with. */
final class Constants {

    private final Function<Parameter, float[]> checkpoint;
    private final Map<String, Supplier<float[]>> computed = new HashMap<>();

    Constants(Function<Parameter, float[]> checkpoint) {
        this.checkpoint = checkpoint;
    }

    /** A parameter that is computed when its value is asked for. */
    Parameter computed(String name, List<Integer> shape, Supplier<float[]> value) {
        if (computed.putIfAbsent(name, value) != null) {
            throw new IllegalStateException("constant " + name + " is computed twice");
        }
        return new Parameter(name, Parameter.Kind.CONSTANT, shape, new Start.Constant(0));
    }

    float[] value(Parameter parameter) {
        return parameter.kind() == Parameter.Kind.CONSTANT ? computed.get(parameter.name()).get() : checkpoint.apply(parameter);
    }
}
