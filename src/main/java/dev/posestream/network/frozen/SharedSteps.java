package dev.posestream.network.frozen;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.graph.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is computed twice from the same is computed once (common subexpression elimination). */
final class SharedSteps {

    private SharedSteps() {}

    static Graph shared(Graph graph) {
        Map<Integer, Feature> same = new HashMap<>();
        Map<Operation, Operation> known = new HashMap<>();
        List<Operation> operations = new ArrayList<>();
        for (Operation operation : graph.operations()) {
            List<Feature> inputs = operation.inputs().stream().map(feature -> same.getOrDefault(feature.id(), feature)).toList();
            Operation step = operation.with(inputs, operation.outputs());
            Operation first = known.putIfAbsent(step.with(inputs, anonymous(step.outputs())), step);
            if (first == null) {
                operations.add(step);
            } else {
                for (int i = 0; i < step.outputs().size(); i++) {
                    same.put(step.outputs().get(i).id(), first.outputs().get(i));
                }
            }
        }
        List<Graph.Output> outputs = graph.outputs().stream()
                .map(output -> new Graph.Output(output.name(), same.getOrDefault(output.feature().id(), output.feature()))).toList();
        return new Graph(graph.name(), graph.input(), outputs, operations, graph.parameters());
    }

    private static List<Feature> anonymous(List<Feature> features) {
        return features.stream().map(feature -> new Feature(0, feature.channels(), feature.height(), feature.width())).toList();
    }
}
