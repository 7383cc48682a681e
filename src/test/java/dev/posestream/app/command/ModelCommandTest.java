package dev.posestream.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posestream.network.ModelDescription;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.TinyOnnx;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCommandTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void infoShowsInputsOutputsAndMetadata() {
        assertThat(run("model", "info", "movenet-thunder")).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("image: float [?, 3, 256, 256]", "heatmaps", "posestream.licence = Apache-2.0");
    }

    @Test
    void aForeignModelIsTakenInWithItsDescription() throws Exception {
        Path foreign = Files.write(folder.resolve("foreign.onnx"), new TinyOnnx().input("image", -1, 3, 64, 48).output("heatmaps", -1, 17, 16, 12).bytes());
        Path mine = folder.resolve("mine.onnx");
        assertThat(run("model", "import", foreign.toString(), "-o", mine.toString(), "--decoder", "heatmap-dark", "--scale", "0.5",
                "--mean", "0.1,0.2,0.3", "--cell-offset", "0", "--licence", "MIT")).as(said.toString(StandardCharsets.UTF_8)).isZero();
        ModelDescription description = OnnxFile.read(mine).description();
        assertThat(description.name()).isEqualTo("foreign");
        assertThat(description.decoder()).isEqualTo(ModelDescription.Decoder.HEATMAP_DARK);
        assertThat(description.mean()).isEqualTo(List.of(0.1, 0.2, 0.3));
        assertThat(description.std()).isEqualTo(List.of(1.0, 1.0, 1.0));
        assertThat(description.cellOffset()).isZero();
        assertThat(description.skeleton()).map(s -> s.name()).hasValue("coco17");
    }

    @Test
    void whatDoesNotFitIsNamedAndNothingIsWritten() throws Exception {
        Path foreign = Files.write(folder.resolve("foreign.onnx"), new TinyOnnx().input("image", -1, 3, 64, 48).output("heatmaps", -1, 17, 16, 12).bytes());
        Path mine = folder.resolve("mine.onnx");
        assertThat(run("model", "import", foreign.toString(), "-o", mine.toString(), "--decoder", "heatmap", "--skeleton", "mpii16")).isEqualTo(3);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("17", "16");
        assertThat(mine).doesNotExist();
    }

    @Test
    void textIsNoModel() throws Exception {
        Path text = Files.writeString(folder.resolve("text.onnx"), "hello");
        assertThat(run("model", "info", text.toString())).isEqualTo(3);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("text.onnx");
    }

    private int run(String... arguments) {
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        return PoseStreamCommand.execute(Map.of(), stream, stream, arguments);
    }
}
