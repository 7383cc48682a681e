package dev.posestream.network.frozen;

import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.graph.Operation;
import dev.posestream.network.graph.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network that will not be trained any more, rewritten to do less for the same results: no batch norms, nothing computed twice, sums taken at
 * the lowest resolution they allow.
 */
public final class FrozenGraph {

    private final Graph graph;
    private final Map<String, float[]> values;

    private FrozenGraph(Graph graph, Map<String, float[]> values) {
        this.graph = graph;
        this.values = values;
    }

    public static FrozenGraph of(Graph network, Checkpoint checkpoint) {
        Constants constants = new Constants(checkpoint::floats);
        Graph graph = rewritten(network, constants);
        Map<String, float[]> values = new LinkedHashMap<>();
        graph.parameters().forEach(parameter -> values.put(parameter.name(), constants.value(parameter)));
        return new FrozenGraph(graph, values);
    }

    /**
     * A network frozen before.
     *
     * @param network as it was before it was frozen
     * @param values  of the constants that were left, by name
     * @throws IllegalArgumentException when a constant is missing or has another number of values
     */
    public static FrozenGraph restored(Graph network, Map<String, float[]> values) {
        Graph graph = rewritten(network, new Constants(parameter -> new float[0]));
        Map<String, float[]> needed = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            float[] value = values.get(parameter.name());
            if (value == null || value.length != parameter.size()) {
                throw new IllegalArgumentException("constant " + parameter + (value == null ? " is missing" : " has " + value.length + " values"));
            }
            needed.put(parameter.name(), value);
        }
        return new FrozenGraph(graph, needed);
    }

    private static Graph rewritten(Graph network, Constants constants) {
        Graph graph = Folding.folded(SharedSteps.shared(network), constants);
        return withParametersRead(NestedUpsampling.nested(graph));
    }

    private static Graph withParametersRead(Graph graph) {
        List<Parameter> read = new ArrayList<>();
        graph.operations().stream().map(Operation::parameters).forEach(read::addAll);
        return new Graph(graph.name(), graph.input(), graph.outputs(), graph.operations(), read.stream().distinct().toList());
    }

    /** Its parameters are those that an operation reads. */
    public Graph graph() {
        return graph;
    }

    /** Nobody may write to it. */
    public float[] value(Parameter parameter) {
        return values.get(parameter.name());
    }
}
