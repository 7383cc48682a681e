package dev.posestream.network.onnx;

import dev.posestream.network.OnnxFile;
import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.graph.Graph;
import java.util.Locale;

/** The ways in which a network is written as ONNX; both give the same outputs. */
public enum Form {

    /** For running: as fast as it can be made. */
    SERVING {
        @Override
        OnnxFile graph(Graph network, Checkpoint checkpoint) {
            return ServingForm.write(network, checkpoint);
        }
    },

    /** For training and for keeping: every entry of the checkpoint is there under its name. */
    TRAINING {
        @Override
        OnnxFile graph(Graph network, Checkpoint checkpoint) {
            return TrainingForm.write(network, checkpoint);
        }
    };

    abstract OnnxFile graph(Graph network, Checkpoint checkpoint);

    /** The graph, which says its architecture and form in its metadata, and not yet how it is fed and read. */
    public OnnxFile write(String arch, Graph network, Checkpoint checkpoint) {
        return graph(network, checkpoint).ofArchitecture(arch, label());
    }

    /** As metadata and commands spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
