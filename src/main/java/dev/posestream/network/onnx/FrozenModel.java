package dev.posestream.network.onnx;

import dev.posestream.network.ModelMetadata;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.TensorInfo;
import dev.posestream.network.checkpoint.BadCheckpointException;
import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.dite.DiteHrNet;
import dev.posestream.network.frozen.FrozenGraph;
import dev.posestream.network.graph.Graph;
import java.util.Optional;

/** Takes a network, ready to be written in another form, out of a model that says which architecture it is. */
public final class FrozenModel {

    private FrozenModel() {}

    /** Empty where the model names no architecture, or one that is not known here, or its weights are not those of the architecture. */
    public static Optional<FrozenGraph> of(OnnxFile model) {
        String arch = model.metadata().get(ModelMetadata.ARCH);
        String form = model.metadata().get(ModelMetadata.FORM);
        if (arch == null || form == null) {
            return Optional.empty();
        }
        try {
            Graph network = network(arch, model);
            return Optional.of(form.equals(Form.SERVING.label()) ? FrozenGraph.restored(network, Initializers.floats(model))
                    : FrozenGraph.of(network, Checkpoint.of(model.name(), Initializers.read(model).tensors(), network)));
        } catch (IllegalArgumentException | ArithmeticException | BadCheckpointException e) {
            return Optional.empty();
        }
    }

    /** The model itself, or, of a training form, the same network for running, with its architecture in its metadata and nothing else. */
    public static OnnxFile serving(OnnxFile model) {
        if (!Form.TRAINING.label().equals(model.metadata().get(ModelMetadata.FORM))) {
            return model;
        }
        return of(model).map(network -> ServingForm.write(network).ofArchitecture(model.metadata().get(ModelMetadata.ARCH), Form.SERVING.label())).orElse(model);
    }

    private static Graph network(String arch, OnnxFile model) {
        TensorInfo input = model.inputs().get(0);
        int channels = Math.toIntExact(model.outputs().get(0).size(1));
        return DiteHrNet.of(arch, Math.toIntExact(input.size(2)), Math.toIntExact(input.size(3)), channels).graph();
    }
}
