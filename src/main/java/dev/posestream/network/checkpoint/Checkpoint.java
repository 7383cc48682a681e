package dev.posestream.network.checkpoint;

import dev.posestream.network.graph.Graph;
import dev.posestream.network.graph.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A value for every parameter of a network, in the network's order. */
public final class Checkpoint {

    private static final List<String> WRAPPERS = List.of("module.", "model.");
    private static final String BACKBONE = "backbone.";

    private final Map<String, Tensor> values;

    private Checkpoint(Map<String, Tensor> values) {
        this.values = values;
    }

    /** As training from scratch begins. @param random seeded, for the same again */
    public static Checkpoint fresh(Graph network, RandomGenerator random) {
        Map<String, Tensor> values = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters()) {
            float[] filled = parameter.start().fill(parameter.shape(), random);
            values.put(parameter.name(), parameter.kind() == Parameter.Kind.COUNTER ? new Tensor.Longs(parameter.shape(), new long[filled.length])
                    : new Tensor.Floats(parameter.shape(), filled));
        }
        return new Checkpoint(values);
    }

    /**
     * Tensors found in a file, fitted to a network. Wrappers' prefixes ({@code module.}) may be there, that of the backbone may be
     * missing; counters of batches may be missing, as old files have none.
     *
     * @param file what messages call it
     * @throws BadCheckpointException with every entry that is missing, unexpected or of another shape
     */
    public static Checkpoint of(String file, Map<String, Tensor> found, Graph network) throws BadCheckpointException {
        Map<String, Parameter> expected = new LinkedHashMap<>();
        network.parameters().forEach(parameter -> expected.put(parameter.name(), parameter));
        Map<String, String> origins = new LinkedHashMap<>();
        List<String> unexpected = new ArrayList<>();
        found.forEach((name, tensor) -> {
            String fitting = fittingName(name, expected.keySet());
            String other = origins.putIfAbsent(fitting, name);
            if (other != null) {
                unexpected.add(name + " stands for the same as " + other + ", expected one of them");
            } else if (!expected.containsKey(fitting)) {
                unexpected.add(name + " is not expected, shape " + tensor.shape());
            }
        });

        List<String> missing = new ArrayList<>();
        List<String> different = new ArrayList<>();
        Map<String, Tensor> values = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters()) {
            String name = origins.getOrDefault(parameter.name(), parameter.name());
            Tensor tensor = found.get(name);
            boolean counter = parameter.kind() == Parameter.Kind.COUNTER;
            if (tensor == null && counter) {
                values.put(parameter.name(), new Tensor.Longs(List.of(), new long[1]));
            } else if (tensor == null) {
                missing.add(name + " is missing, expected shape " + parameter.shape());
            } else if (!tensor.shape().equals(parameter.shape())) {
                different.add(name + " has shape " + tensor.shape() + ", expected " + parameter.shape());
            } else if (counter != tensor instanceof Tensor.Longs) {
                different.add(name + " holds " + (counter ? "floating-point" : "whole") + " numbers, expected the other kind");
            } else {
                values.put(parameter.name(), tensor);
            }
        }
        List<String> problems = Stream.of(missing, different, unexpected.stream().sorted().toList()).flatMap(List::stream).toList();
        if (!problems.isEmpty()) {
            throw new BadCheckpointException(file + " does not fit " + network.name() + ": of its " + found.size() + " entries " + different.size()
                    + " of another shape or kind, " + unexpected.size() + " unexpected; " + missing.size() + " missing", problems);
        }
        return new Checkpoint(values);
    }

    private static String fittingName(String name, Set<String> expected) {
        String bare = name;
        for (String wrapper : WRAPPERS) {
            bare = bare.startsWith(wrapper) ? bare.substring(wrapper.length()) : bare;
        }
        return !expected.contains(bare) && expected.contains(BACKBONE + bare) ? BACKBONE + bare : bare;
    }

    /** By name, in the network's order. */
    public Map<String, Tensor> values() {
        return Collections.unmodifiableMap(values);
    }

    /** @throws IllegalArgumentException when there is none of that name, or it is a counter */
    public float[] floats(Parameter parameter) {
        if (values.get(parameter.name()) instanceof Tensor.Floats tensor) {
            return tensor.values();
        }
        throw new IllegalArgumentException("no floating-point value for " + parameter);
    }
}
