package dev.posestream.network.graph;

import java.util.List;

/**
 * A network as it is written down, before anything is made of it: operations in an order in which they can be run.
 *
 * @param name       such as {@code dite-hrnet-18@256x192}
 * @param parameters every entry of a checkpoint, also those that no operation reads
 */
public record Graph(String name, Feature input, List<Output> outputs, List<Operation> operations, List<Parameter> parameters) {

    /** @param name that of the tensor */
    public record Output(String name, Feature feature) {}

    public Graph {
        outputs = List.copyOf(outputs);
        operations = List.copyOf(operations);
        parameters = List.copyOf(parameters);
    }

    /** Numbers that training changes. */
    public long weights() {
        return parameters.stream().filter(p -> p.kind() == Parameter.Kind.WEIGHT).mapToLong(Parameter::size).sum();
    }

    /** Of its convolutions, for one picture. */
    public long multiplyAdds() {
        return operations.stream().mapToLong(Operation::multiplyAdds).sum();
    }
}
