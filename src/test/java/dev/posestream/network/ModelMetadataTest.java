package dev.posestream.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelMetadataTest {

    @Test
    void decodesWhatItEncodes() throws Exception {
        assertThat(ModelMetadata.decode("m", ModelMetadata.encode(TinyOnnx.pose()))).isEqualTo(TinyOnnx.pose());
        assertThat(ModelMetadata.decode("m", ModelMetadata.encode(TinyOnnx.person()))).isEqualTo(TinyOnnx.person());
    }

    @Test
    void writesPlainText() {
        assertThat(ModelMetadata.encode(TinyOnnx.pose())).containsEntry("posestream.version", "1")
                .containsEntry("posestream.task", "pose").containsEntry("posestream.decoder", "heatmap-dark")
                .containsEntry("posestream.mean", "0.485,0.456,0.406").containsEntry("posestream.skeleton", "coco17");
    }

    @Test
    void takesCellsToStandForTheirMiddleUnlessTold() throws Exception {
        Map<String, String> metadata = new HashMap<>(ModelMetadata.encode(TinyOnnx.pose()));
        metadata.put("posestream.cell-offset", "0");
        assertThat(ModelMetadata.decode("m", metadata).cellOffset()).isZero();
        metadata.remove("posestream.cell-offset");
        assertThat(ModelMetadata.decode("m", metadata).cellOffset()).isEqualTo(0.5);
    }

    @Test
    void reportsEveryProblemAtOnce() {
        Map<String, String> metadata = new HashMap<>(ModelMetadata.encode(TinyOnnx.pose()));
        metadata.remove("posestream.name");
        metadata.put("posestream.decoder", "center");
        metadata.put("posestream.std", "1,0,1");
        metadata.put("posestream.padding", "wide");
        metadata.put("posestream.cell-offset", "1.5");
        metadata.put("posestream.skeleton", "octopus8");
        BadModelException e = catchThrowableOfType(BadModelException.class, () -> ModelMetadata.decode("m.onnx", metadata));
        assertThat(e.problems()).containsExactly(
                "metadata key posestream.name is missing, expected some text",
                "metadata key posestream.decoder is 'center', expected one of heatmap, heatmap-dark",
                "metadata key posestream.std is '1,0,1', expected three numbers above 0 with commas, for R, G and B",
                "metadata key posestream.padding is 'wide', expected a number above 0",
                "metadata key posestream.cell-offset is '1.5', expected a number from 0 to 1",
                "metadata key posestream.skeleton is 'octopus8', expected one of coco17, mpii16, or points and their number, such as points5");
        assertThat(e).hasMessageStartingWith("m.onnx has 6 problems");
    }

    @Test
    void refusesAVersionItDoesNotKnow() {
        Map<String, String> metadata = new HashMap<>(ModelMetadata.encode(TinyOnnx.person()));
        metadata.put("posestream.version", "2");
        assertThatThrownBy(() -> ModelMetadata.decode("m", metadata)).isInstanceOf(BadModelException.class)
                .hasMessage("m: metadata key posestream.version is '2', expected 1");
    }

    @Test
    void tellsHowToAddMissingMetadata() {
        assertThatThrownBy(() -> ModelMetadata.decode("foreign.onnx", Map.of("author", "somebody")))
                .isInstanceOf(BadModelException.class)
                .hasMessageContaining("posestream model import foreign.onnx --decoder heatmap");
    }
}
