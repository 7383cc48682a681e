package dev.posestream.evaluation.capacity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A machine as the bench found it.
 *
 * @param processor its name
 * @param cores     that the program could use
 * @param models    the networks, and where they ran
 * @param date      of the measurement
 * @param figures   every {@link Figure}; all finite, none negative
 */
public record MeasuredMachine(String processor, int cores, String models, String date, Map<Figure, Double> figures) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String HOW = "'posestream bench --only capture,analysis --json FILE' measures what is needed";

    public MeasuredMachine {
        figures = new EnumMap<>(figures);
    }

    /**
     * Reads the JSON of {@code posestream bench --json}.
     *
     * @param name of the file, for errors
     * @throws CapacityException when it is no such JSON, or lacks what planning needs
     */
    public static MeasuredMachine read(String name, byte[] json) throws CapacityException {
        JsonNode root;
        try {
            root = MAPPER.readTree(new String(json, java.nio.charset.StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new CapacityException(name + " is no JSON (" + e.getOriginalMessage() + "); " + HOW);
        }
        if (!root.path("rows").isArray()) {
            throw new CapacityException(name + " is no result of a bench: it has no 'rows'; " + HOW);
        }
        int cores = root.at("/machine/cores").asInt();
        if (cores < 1 || !root.path("figures").isObject()) {
            throw new CapacityException(name + " does not say which machine was measured, so an earlier version wrote it; " + HOW);
        }
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        for (Map.Entry<String, JsonNode> entry : root.get("figures").properties()) {
            Optional<Figure> figure = Figure.of(entry.getKey());
            if (figure.isPresent()) {
                figures.put(figure.get(), number(name, figure.get(), entry.getValue()));
            }
        }
        List<Figure> missing = Arrays.stream(Figure.values()).filter(f -> !figures.containsKey(f)).toList();
        if (!missing.isEmpty()) {
            throw new CapacityException(name + " has no figure " + missing.stream().map(Figure::label).collect(Collectors.joining(", "))
                    + ", which the part " + missing.stream().map(Figure::part).distinct().collect(Collectors.joining(" and the part "))
                    + " measures (where there are people in the clip); " + HOW);
        }
        return new MeasuredMachine(root.at("/machine/processor").asText("unknown"), cores, root.path("models").asText("unknown"),
                root.path("date").asText("unknown"), figures);
    }

    private static double number(String name, Figure figure, JsonNode node) throws CapacityException {
        double value = node.asDouble(Double.NaN);
        boolean zeroIsFine = figure == Figure.BROKER_CPU_MS || figure == Figure.REST_MS || figure == Figure.DETECTOR_PERIOD_MS;
        if (!node.isNumber() || !Double.isFinite(value) || value < 0 || value == 0 && !zeroIsFine) {
            throw new CapacityException(name + ": the figure " + figure.label() + " is " + node + ", expected a number greater than 0; " + HOW);
        }
        return value;
    }

    double get(Figure figure) {
        return figures.get(figure);
    }
}
