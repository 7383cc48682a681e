package dev.posestream.app.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.posestream.network.OnnxFile;
import dev.posestream.network.onnx.OnnxRun;
import dev.posestream.testing.Needs;
import dev.posestream.testing.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A checkpoint in the authors' layout, against the heatmaps that the authors' code gives for it. */
@Needs(Tool.DITE_HRNET_GOLDEN)
class GoldenCheckpointTest {

    /** Float32 nets differ from one another by up to 7e-4 on it. */
    private static final double TOLERANCE = 2e-3;
    private static final int HEIGHT = 256;
    private static final int WIDTH = 192;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"training, 1", "training, 2", "training, 4", "serving, 1", "serving, 2", "serving, 4"})
    void theImportedModelGivesTheAuthorsHeatmaps(String form, int batch) throws Exception {
        Path model = folder.resolve("model.onnx");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        assertThat(PoseStreamCommand.execute(Map.of(), stream, stream, "model", "import", Tool.diteHrNetGolden() + ".pth", "--arch", "dite-hrnet-18",
                "--input", HEIGHT + "x" + WIDTH, "--form", form, "-o", model.toString())).as(said.toString(StandardCharsets.UTF_8)).isZero();

        float[] heatmaps = OnnxRun.of(OnnxFile.read(model), samples(npy("_input.npy"), 3 * HEIGHT * WIDTH, batch), batch, HEIGHT, WIDTH);
        float[] expected = samples(npy("_heatmaps.npy"), 17 * HEIGHT / 4 * WIDTH / 4, batch);
        assertThat(heatmaps).hasSameSizeAs(expected);
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            difference = Math.max(difference, Math.abs(heatmaps[i] - expected[i]));
        }
        assertThat(difference).isLessThan(TOLERANCE);
    }

    /** So many, from the first on and again. */
    private static float[] samples(float[] all, int size, int count) {
        float[] samples = new float[size * count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(all, i * size % all.length, samples, i * size, size);
        }
        return samples;
    }

    /** NumPy's format, version 1: a magic text, version, the header's length, the header, the numbers. */
    private static float[] npy(String ending) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(Path.of(Tool.diteHrNetGolden() + ending))).order(ByteOrder.LITTLE_ENDIAN);
        int header = bytes.getShort(8);
        assertThat(new String(bytes.array(), 10, header, US_ASCII)).contains("'descr': '<f4'", "'fortran_order': False");
        FloatBuffer values = bytes.position(10 + header).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] numbers = new float[values.remaining()];
        values.get(numbers);
        return numbers;
    }
}
