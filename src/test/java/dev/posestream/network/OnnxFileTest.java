package dev.posestream.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFileTest {

    @Test
    void readsInputsAndOutputsWithFreeDimensions() throws Exception {
        OnnxFile file = new TinyOnnx().input("image", -1, 3, 64, 48).output("heatmaps", -1, 17, 16, 12).file();
        assertThat(file.inputs()).containsExactly(new TensorInfo("image", "float", List.of(TensorInfo.FREE, 3L, 64L, 48L)));
        assertThat(file.outputs()).hasToString("[heatmaps: float [?, 17, 16, 12]]");
    }

    @Test
    void keepsTheDescriptionOverWritingAndReading(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("deep/model.onnx");
        new TinyOnnx().input("image", -1, 3, 64, 48).output("heatmaps", -1, 17, 16, 12).file().describe(TinyOnnx.pose()).write(path);
        OnnxFile read = OnnxFile.read(path);
        assertThat(read.description()).isEqualTo(TinyOnnx.pose());
        assertThat(read.inputs()).hasSize(1);
        assertThat(Files.list(path.getParent())).as("nothing half written is left").containsExactly(path);
    }

    @Test
    void anotherDescriptionReplacesTheFirst() throws Exception {
        OnnxFile file = new TinyOnnx().input("image", -1, 3, 64, 64).output("centers", -1, 1, 16, 16).file();
        assertThat(file.describe(TinyOnnx.pose()).describe(TinyOnnx.person()).description()).isEqualTo(TinyOnnx.person());
    }

    @Test
    void refusesAText() {
        byte[] text = "Dear reader, this is no model at all.".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> OnnxFile.of("letter.txt", text)).isInstanceOf(BadModelException.class)
                .hasMessageStartingWith("letter.txt is not an ONNX model: its " + text.length + " bytes")
                .hasMessageContaining("expected a whole .onnx file");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThatThrownBy(() -> OnnxFile.of("empty.onnx", new byte[0])).isInstanceOf(BadModelException.class)
                .hasMessageContaining("no graph with outputs");
    }

    @Test
    void refusesHalfAModel() throws Exception {
        byte[] whole = ModelCatalog.open("movenet-lightning").bytes();
        assertThatThrownBy(() -> OnnxFile.of("half.onnx", Arrays.copyOf(whole, whole.length / 2)))
                .isInstanceOf(BadModelException.class).hasMessageStartingWith("half.onnx is not an ONNX model");
    }

    @Test
    void saysThatAFileIsMissing(@TempDir Path folder) {
        assertThatThrownBy(() -> OnnxFile.read(folder.resolve("none.onnx"))).isInstanceOf(BadModelException.class)
                .hasMessageContaining("none.onnx does not exist");
    }
}
