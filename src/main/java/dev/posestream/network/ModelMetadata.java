package dev.posestream.network;

import dev.posestream.network.ModelDescription.Decoder;
import dev.posestream.network.ModelDescription.Task;
import dev.posestream.pose.Skeleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A {@link ModelDescription} as text in the {@code metadata_props} of an ONNX file.
 *
 * <table>
 * <caption>Keys of version 1; all are required unless a default is named</caption>
 * <tr><th>key</th><th>value</th></tr>
 * <tr><td>{@code posestream.version}</td><td>{@code 1}</td></tr>
 * <tr><td>{@code posestream.name}</td><td>short name that goes into records</td></tr>
 * <tr><td>{@code posestream.task}</td><td>{@code pose} or {@code person}</td></tr>
 * <tr><td>{@code posestream.decoder}</td><td>pose: {@code heatmap} or {@code heatmap-dark}; person: {@code center}</td></tr>
 * <tr><td>{@code posestream.scale}</td><td>factor on the 0..255 value; default 1</td></tr>
 * <tr><td>{@code posestream.mean}</td><td>three numbers with commas, R G B, in the scaled range; default 0,0,0</td></tr>
 * <tr><td>{@code posestream.std}</td><td>three numbers with commas, R G B, in the scaled range; default 1,1,1</td></tr>
 * <tr><td>{@code posestream.padding}</td><td>pose: factor on the person's box; default 1.25. person: not used</td></tr>
 * <tr><td>{@code posestream.cell-offset}</td><td>pose: where in its cell a heatmap's value is, 0..1: a peak in column x lies at
 * stride·(x + offset) in the crop. Networks trained with mmpose have 0; default 0.5. person: not used</td></tr>
 * <tr><td>{@code posestream.skeleton}</td><td>pose: name of a {@link Skeleton}. person: not used</td></tr>
 * <tr><td>{@code posestream.licence}</td><td>SPDX identifier; default {@code NOASSERTION}</td></tr>
 * <tr><td>{@code posestream.source}</td><td>where the weights come from; default empty</td></tr>
 * <tr><td>{@code posestream.arch}, {@code posestream.form}</td><td>what the graph is, where the program built it: the architecture's name, and
 * {@code serving} or {@code training}. No part of the description</td></tr>
 * </table>
 */
public final class ModelMetadata {

    /** Every key begins with it. */
    public static final String PREFIX = "posestream.";

    /** The architecture's name, where the program built the graph. */
    public static final String ARCH = PREFIX + "arch";

    /** Which form of the architecture the graph is: {@code serving} or {@code training}. */
    public static final String FORM = PREFIX + "form";

    static final String VERSION = "1";

    private ModelMetadata() {}

    public static Map<String, String> encode(ModelDescription description) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(PREFIX + "version", VERSION);
        entries.put(PREFIX + "name", description.name());
        entries.put(PREFIX + "task", description.task().label());
        entries.put(PREFIX + "decoder", description.decoder().label());
        entries.put(PREFIX + "scale", Double.toString(description.scale()));
        entries.put(PREFIX + "mean", numbers(description.mean()));
        entries.put(PREFIX + "std", numbers(description.std()));
        description.skeleton().ifPresent(skeleton -> {
            entries.put(PREFIX + "padding", Double.toString(description.padding()));
            entries.put(PREFIX + "cell-offset", Double.toString(description.cellOffset()));
            entries.put(PREFIX + "skeleton", skeleton.name());
        });
        entries.put(PREFIX + "licence", description.licence());
        entries.put(PREFIX + "source", description.source());
        return entries;
    }

    /**
     * @param model what messages call the model
     * @throws BadModelException when keys are missing or values make no sense; it names every one of them
     */
    public static ModelDescription decode(String model, Map<String, String> metadata) throws BadModelException {
        if (metadata.keySet().stream().noneMatch(key -> key.startsWith(PREFIX))) {
            throw new BadModelException(model, List.of("its metadata do not say how to feed and read it (no key "
                    + PREFIX + "name, " + PREFIX + "decoder, …); add them with: posestream model import " + model
                    + " --decoder heatmap … -o OUT.onnx"));
        }
        MetadataReader reader = new MetadataReader(metadata);
        reader.choice("version", List.of(VERSION), v -> v);
        String name = reader.text("name");
        Optional<Task> task = reader.choice("task", List.of(Task.values()), Task::label);
        List<Decoder> fitting = List.of(Decoder.values()).stream()
                .filter(decoder -> task.isEmpty() || decoder.task() == task.get()).toList();
        Optional<Decoder> decoder = reader.choice("decoder", fitting, Decoder::label);
        double scale = reader.positive("scale", 1);
        List<Double> mean = reader.three("mean", 0, false);
        List<Double> std = reader.three("std", 1, true);
        boolean pose = task.isPresent() && task.get() == Task.POSE;
        double padding = pose ? reader.positive("padding", 1.25) : 1;
        double cellOffset = pose ? reader.fraction("cell-offset", 0.5) : 0;
        Optional<Skeleton> skeleton = pose ? reader.skeleton("skeleton") : Optional.empty();
        if (!reader.problems().isEmpty()) {
            throw new BadModelException(model, reader.problems());
        }
        return new ModelDescription(name, task.orElseThrow(), decoder.orElseThrow(), scale, mean, std, padding, cellOffset, skeleton,
                metadata.getOrDefault(PREFIX + "licence", "NOASSERTION"), metadata.getOrDefault(PREFIX + "source", ""));
    }

    private static String numbers(List<Double> values) {
        return values.stream().map(d -> Double.toString(d)).collect(Collectors.joining(","));
    }
}
