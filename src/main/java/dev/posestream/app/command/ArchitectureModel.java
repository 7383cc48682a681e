package dev.posestream.app.command;

import dev.posestream.network.BadModelException;
import dev.posestream.network.ModelDescription;
import dev.posestream.network.ModelMetadata;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.checkpoint.StoredTensors;
import dev.posestream.network.dite.DiteHrNet;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.onnx.Form;
import dev.posestream.pose.Skeleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Makes a model of an architecture and its weights, described as the authors feed and read it unless options say otherwise. */
final class ArchitectureModel {

    private static final String CENTERS = "centers";
    private static final Map<String, String> IMAGENET = Map.of("scale", Double.toString(1 / 255.0), "mean", "0.485,0.456,0.406", "std", "0.229,0.224,0.225");

    /** What a file may say of the same network otherwise than the defaults. */
    private static final List<String> DESCRIBED = Stream.of("name", "decoder", "scale", "mean", "std", "padding", "cell-offset", "skeleton", "licence", "source")
            .map(key -> ModelMetadata.PREFIX + key).toList();

    private final CommandSpec spec;
    private final String arch;
    private final InputSize input;
    private final int keypoints;
    private final Skeleton points;
    private final Graph graph;

    /** @throws ParameterException when there is no such architecture, or it can't have that input or so many keypoints */
    ArchitectureModel(CommandSpec spec, String arch, InputSize input, int keypoints) {
        this.spec = spec;
        this.arch = arch;
        this.input = input;
        this.keypoints = keypoints;
        try {
            graph = DiteHrNet.of(arch, input.height(), input.width(), keypoints).graph();
            points = Skeleton.points(Math.max(1, keypoints));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    Graph graph() {
        return graph;
    }

    /**
     * @param notes of the file that the weights come from
     * @throws ParameterException when the options do not fit the network
     * @throws BadModelException  when a description makes no sense
     */
    OnnxFile write(Form form, Checkpoint checkpoint, Map<String, String> notes, DescriptionOptions options) throws BadModelException {
        Map<String, String> entries = defaults();
        if (arch.equals(notes.get(StoredTensors.ARCH)) && input.toString().equals(notes.get(StoredTensors.INPUT))) {
            DESCRIBED.forEach(key -> Optional.ofNullable(notes.get(key)).ifPresent(value -> entries.put(key, value)));
        }
        entries.putAll(options.given());
        if (!isPerson()) {
            checkSkeleton(entries);
        }
        ModelDescription description = ModelMetadata.decode(entries.get(ModelMetadata.PREFIX + "name"), entries);
        return form.write(arch, graph, checkpoint).describe(description);
    }

    private boolean isPerson() {
        return graph.outputs().stream().anyMatch(output -> output.name().equals(CENTERS));
    }

    private Map<String, String> defaults() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(ModelMetadata.PREFIX + "version", "1");
        entries.put(ModelMetadata.PREFIX + "name", graph.name());
        entries.put(ModelMetadata.PREFIX + "task", (isPerson() ? ModelDescription.Task.PERSON : ModelDescription.Task.POSE).label());
        entries.put(ModelMetadata.PREFIX + "decoder", (isPerson() ? ModelDescription.Decoder.CENTER : ModelDescription.Decoder.HEATMAP).label());
        IMAGENET.forEach((key, value) -> entries.put(ModelMetadata.PREFIX + key, value));
        if (!isPerson()) {
            entries.put(ModelMetadata.PREFIX + "padding", "1.25");
            // As mmpose trains: a heatmap's value stands for the corner of its cell.
            entries.put(ModelMetadata.PREFIX + "cell-offset", "0");
            Skeleton skeleton = Skeleton.KNOWN.stream().filter(known -> known.size() == keypoints).findFirst().orElse(points);
            entries.put(ModelMetadata.PREFIX + "skeleton", skeleton.name());
        }
        return entries;
    }

    private void checkSkeleton(Map<String, String> entries) {
        String name = entries.get(ModelMetadata.PREFIX + "skeleton");
        Optional<Skeleton> skeleton = Skeleton.find(name);
        if (skeleton.isPresent() && skeleton.get().size() != keypoints) {
            List<String> known = Skeleton.KNOWN.stream().map(one -> one.name() + " has " + one.size()).toList();
            throw new ParameterException(spec.commandLine(), "skeleton " + name + " does not fit: the network gives " + keypoints + " keypoints, expected as many ("
                    + String.join(", ", known) + ", " + points.name() + " would fit)");
        }
    }
}
