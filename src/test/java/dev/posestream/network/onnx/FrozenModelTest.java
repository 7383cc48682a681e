package dev.posestream.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posestream.network.ModelCatalog;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.dite.DiteHrNet;
import dev.posestream.network.graph.Graph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrozenModelTest {

    @ParameterizedTest
    @ValueSource(strings = {"dite-hrnet-18", "dite-hrnet-18-center"})
    void aTrainingFormIsServedAsIfItHadBeenImported(String arch) throws Exception {
        OnnxFile served = FrozenModel.serving(model(arch, Form.TRAINING));
        assertThat(served.bytes()).isEqualTo(model(arch, Form.SERVING).bytes());
    }

    @Test
    void everyOtherModelIsServedAsItIs() throws Exception {
        for (OnnxFile model : new OnnxFile[] {model("dite-hrnet-18", Form.SERVING), ModelCatalog.open("movenet-lightning"),
                model("dite-hrnet-18", Form.TRAINING).ofArchitecture("resnet-50", Form.TRAINING.label())}) {
            assertThat(FrozenModel.serving(model)).isSameAs(model);
        }
    }

    private static OnnxFile model(String arch, Form form) throws Exception {
        Graph graph = DiteHrNet.of(arch, 96, 64, 17).graph();
        return form.write(arch, graph, Checkpoint.of("made", MadeWeights.of(graph), graph));
    }
}
