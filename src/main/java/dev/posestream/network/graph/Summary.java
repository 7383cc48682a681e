package dev.posestream.network.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A network module by module: what each gives on, how many numbers it learns and what it costs. */
public record Summary(String name, Feature input, List<Row> modules, long parameters, long multiplyAdds) {

    private static final int DEPTH = 2;

    /**
     * @param module       as its parameters' names begin, such as {@code backbone.stage1.0}
     * @param outputs      what later modules read, or the network gives
     * @param parameters   numbers that training changes
     * @param multiplyAdds of its convolutions, for one picture
     */
    public record Row(String module, List<Feature> outputs, long parameters, long multiplyAdds) {

        public Row {
            outputs = List.copyOf(outputs);
        }

        private String shapes() {
            return outputs.stream().map(Summary::size).collect(Collectors.joining("  "));
        }
    }

    public Summary {
        modules = List.copyOf(modules);
    }

    public static Summary of(Graph graph) {
        List<String> places = places(graph);
        Map<Integer, Set<String>> readers = new HashMap<>();
        Map<String, List<Feature>> made = new LinkedHashMap<>();
        Map<String, Long> products = new HashMap<>();
        Map<String, Long> weights = new LinkedHashMap<>();
        for (int i = 0; i < places.size(); i++) {
            Operation operation = graph.operations().get(i);
            String place = places.get(i);
            operation.inputs().forEach(feature -> readers.computeIfAbsent(feature.id(), id -> new HashSet<>()).add(place));
            made.computeIfAbsent(place, p -> new ArrayList<>()).addAll(operation.outputs());
            products.merge(place, operation.multiplyAdds(), Long::sum);
        }
        graph.outputs().forEach(output -> readers.computeIfAbsent(output.feature().id(), id -> new HashSet<>()).add("the network's output"));
        graph.parameters().stream().filter(parameter -> parameter.kind() == Parameter.Kind.WEIGHT)
                .forEach(parameter -> weights.merge(module(parameter.name()), parameter.size(), Long::sum));

        List<Row> rows = made.entrySet().stream().map(entry -> new Row(entry.getKey(), entry.getValue().stream()
                .filter(feature -> readers.getOrDefault(feature.id(), Set.of()).stream().anyMatch(reader -> !reader.equals(entry.getKey()))).toList(),
                weights.getOrDefault(entry.getKey(), 0L), products.get(entry.getKey()))).toList();
        return new Summary(graph.name(), graph.input(), rows, graph.weights(), graph.multiplyAdds());
    }

    /**
     * The module of each operation. One without parameters belongs to the last one with some before it, except for what a module begins with:
     * that belongs to whoever reads it.
     */
    private static List<String> places(Graph graph) {
        List<String> places = new ArrayList<>();
        String current = graph.operations().stream().flatMap(operation -> operation.parameters().stream()).map(Parameter::name).map(Summary::module)
                .findFirst().orElse(graph.name());
        for (Operation operation : graph.operations()) {
            current = operation.parameters().isEmpty() ? current : module(operation.parameters().get(0).name());
            places.add(current);
        }
        Set<Operation> beginnings = beginnings(graph);
        Map<Integer, String> readers = new HashMap<>();
        for (int i = places.size() - 1; i >= 0; i--) {
            int at = i;
            Operation operation = graph.operations().get(i);
            if (beginnings.contains(operation)) {
                operation.outputs().stream().map(part -> readers.get(part.id())).filter(reader -> reader != null).findFirst().ifPresent(reader -> places.set(at, reader));
            }
            String place = places.get(i);
            operation.inputs().forEach(feature -> readers.put(feature.id(), place));
        }
        return places;
    }

    /** Splits and poolings, and what reads nothing else. */
    private static Set<Operation> beginnings(Graph graph) {
        Set<Operation> beginnings = new HashSet<>();
        Set<Integer> begun = new HashSet<>();
        for (Operation operation : graph.operations()) {
            boolean begins = operation instanceof Operation.Split
                    || operation.outputs().get(0).positions() < operation.inputs().get(0).positions()
                    || operation.inputs().stream().allMatch(feature -> begun.contains(feature.id()));
            if (begins && operation.parameters().isEmpty()) {
                beginnings.add(operation);
                operation.outputs().forEach(feature -> begun.add(feature.id()));
            }
        }
        return beginnings;
    }

    /** Two levels, and the number where the second has several of a kind. */
    private static String module(String parameter) {
        String[] parts = parameter.split("\\.");
        int depth = Math.min(DEPTH, parts.length - 1);
        boolean numbered = parts.length > depth + 1 && parts[depth].matches("\\d+");
        return String.join(".", List.of(parts).subList(0, numbered ? depth + 1 : depth));
    }

    private static String size(Feature feature) {
        return feature.channels() + "x" + feature.height() + "x" + feature.width();
    }

    /** Lines with columns; shapes are channels x height x width. */
    public String table() {
        String format = "%-" + width(modules.stream().map(Row::module).toList(), 10) + "s  %-" + width(modules.stream().map(Row::shapes).toList(), 10)
                + "s  %12s  %14s%n";
        StringBuilder table = new StringBuilder(name + System.lineSeparator());
        table.append(String.format(Locale.ROOT, format, "module", "gives", "parameters", "multiply-adds"));
        table.append(String.format(Locale.ROOT, format, "(input)", size(input), "", ""));
        modules.forEach(row -> table.append(String.format(Locale.ROOT, format, row.module(), row.shapes(), grouped(row.parameters()), grouped(row.multiplyAdds()))));
        table.append(String.format(Locale.ROOT, format, "total", "", grouped(parameters), grouped(multiplyAdds)));
        return table.toString().replaceAll(" +(?=\\R)", "");
    }

    private static int width(List<String> texts, int least) {
        return Math.max(least, texts.stream().mapToInt(String::length).max().orElse(0));
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
