package dev.posestream.network.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which operation of a graph makes a feature, and which read it. */
public final class Wiring {

    private final Map<Integer, Operation> makers = new HashMap<>();
    private final Map<Integer, List<Operation>> readers = new HashMap<>();
    private final Set<Integer> results = new HashSet<>();

    public Wiring(Graph graph) {
        for (Operation operation : graph.operations()) {
            operation.outputs().forEach(feature -> makers.put(feature.id(), operation));
            operation.inputs().stream().distinct()
                    .forEach(feature -> readers.computeIfAbsent(feature.id(), id -> new ArrayList<>()).add(operation));
        }
        graph.outputs().forEach(output -> results.add(output.feature().id()));
    }

    /** Empty for the input of the graph. */
    public Optional<Operation> maker(Feature feature) {
        return Optional.ofNullable(makers.get(feature.id()));
    }

    /** The operation that alone reads a feature; empty where several do, or the feature is an output of the graph. */
    public Optional<Operation> onlyReader(Feature feature) {
        List<Operation> found = readers.getOrDefault(feature.id(), List.of());
        return found.size() == 1 && !results.contains(feature.id()) ? Optional.of(found.get(0)) : Optional.empty();
    }
}
