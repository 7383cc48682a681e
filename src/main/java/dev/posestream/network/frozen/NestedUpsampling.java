package dev.posestream.network.frozen;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.graph.Operation;
import dev.posestream.network.graph.Operation.Add;
import dev.posestream.network.graph.Operation.UpsampleNearest;
import dev.posestream.network.graph.Wiring;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Enlarged features that are added up are added before they are enlarged: up4(a) + up2(b) is up2(up2(a) + b). */
final class NestedUpsampling {

    private final Graph graph;
    private final Wiring wiring;
    private final List<Operation> operations = new ArrayList<>();
    private int features;

    private NestedUpsampling(Graph graph) {
        this.graph = graph;
        wiring = new Wiring(graph);
        features = 1 + graph.operations().stream().flatMap(operation -> operation.outputs().stream()).mapToInt(Feature::id).max().orElse(graph.input().id());
    }

    static Graph nested(Graph graph) {
        NestedUpsampling nesting = new NestedUpsampling(graph);
        graph.operations().forEach(nesting::add);
        return new Graph(graph.name(), graph.input(), graph.outputs(), nesting.operations, graph.parameters());
    }

    private void add(Operation operation) {
        if (isPartOfSum(operation)) {
            return;
        }
        if (operation instanceof Add sum) {
            List<Feature> terms = new ArrayList<>();
            collect(sum, terms);
            write(sum.output(), terms);
        } else {
            operations.add(operation);
        }
    }

    /** Written with the sum that it is part of. */
    private boolean isPartOfSum(Operation operation) {
        return (operation instanceof Add || operation instanceof UpsampleNearest)
                && wiring.onlyReader(operation.outputs().get(0)).filter(Add.class::isInstance).isPresent();
    }

    private void collect(Add sum, List<Feature> terms) {
        for (Feature term : sum.inputs()) {
            Operation maker = wiring.maker(term).orElse(null);
            if (maker instanceof Add inner && isPartOfSum(inner)) {
                collect(inner, terms);
            } else {
                terms.add(term);
            }
        }
    }

    private void write(Feature output, List<Feature> terms) {
        List<Feature> small = new ArrayList<>();
        List<Feature> whole = new ArrayList<>();
        for (Feature term : terms) {
            if (wiring.maker(term).orElse(null) instanceof UpsampleNearest up && isPartOfSum(up)) {
                small.add(up.input());
            } else {
                whole.add(term);
            }
        }
        small.sort(Comparator.comparingInt(Feature::positions));
        if (!small.isEmpty()) {
            whole.add(enlarged(small, whole.isEmpty() ? output : like(output)));
        }
        Feature sum = whole.get(0);
        for (int i = 1; i < whole.size(); i++) {
            sum = sum(sum, whole.get(i), i == whole.size() - 1 ? output : like(output));
        }
    }

    /** @param small sorted by size */
    private Feature enlarged(List<Feature> small, Feature output) {
        Feature nested = small.get(0);
        for (Feature next : small.subList(1, small.size())) {
            Feature grown = nested.hasSizeOf(next) ? nested : up(nested, like(next));
            nested = sum(next, grown, like(next));
        }
        return up(nested, output);
    }

    private Feature up(Feature x, Feature output) {
        operations.add(new UpsampleNearest(x, output));
        return output;
    }

    private Feature sum(Feature first, Feature second, Feature output) {
        operations.add(new Add(first, second, output));
        return output;
    }

    private Feature like(Feature x) {
        return new Feature(features++, x.channels(), x.height(), x.width());
    }
}
