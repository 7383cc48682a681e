package dev.posestream.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.posestream.network.ModelDescription;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.PoseShape;
import dev.posestream.network.TinyOnnx;
import dev.posestream.network.checkpoint.SafetensorsFile;
import dev.posestream.network.checkpoint.StoredTensors;
import dev.posestream.network.checkpoint.Tensor;
import dev.posestream.network.checkpoint.TorchWriter;
import dev.posestream.network.dite.DiteHrNet;
import dev.posestream.network.onnx.Form;
import dev.posestream.network.onnx.MadeWeights;
import dev.posestream.network.onnx.OnnxRun;
import dev.posestream.pose.Skeleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints on the command line, made by a formula. */
class ModelCheckpointTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"copy.pth", "copy.safetensors"})
    void importAndExportAndImportGiveTheSameFile(String copy) throws Exception {
        Path checkpoint = torch(made("dite-hrnet-18", 17));
        succeeds("model", "import", checkpoint, "--arch", "dite-hrnet-18", "--input", "64x96", "--form", "training", "--padding", "1.5", "--licence", "MIT",
                "-o", file("first.onnx"));
        succeeds("model", "export", file("first.onnx"), "-o", file(copy));
        succeeds("model", "import", file(copy), "--form", "training", "-o", file("second.onnx"));
        assertThat(file("second.onnx")).hasSameBinaryContentAs(file("first.onnx"));
        succeeds("model", "export", file("second.onnx"), "-o", file("again-" + copy));
        assertThat(file("again-" + copy)).hasSameBinaryContentAs(file(copy));
    }

    /** The reference was computed in float64 by a PyTorch network that gives the authors' heatmaps to 6e-13, on the same weights and input. */
    @Test
    void anImportedCheckpointGivesTheHeatmapsOfTheReference() throws Exception {
        succeeds("model", "import", torch(made("dite-hrnet-18", 5)), "--arch", "dite-hrnet-18", "--input", "64x64", "--form", "training", "-o", file("model.onnx"));
        float[] heatmaps = OnnxRun.of(OnnxFile.read(file("model.onnx")), MadeWeights.numbers("input", 2 * 3 * 64 * 64), 2, 64, 64);
        float[] expected;
        try (InputStream in = ModelCheckpointTest.class.getResourceAsStream("/dite-hrnet/dite-hrnet-18-64x64-5.f32")) {
            FloatBuffer values = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
            expected = new float[values.remaining()];
            values.get(expected);
        }
        assertThat(heatmaps).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) heatmaps[i]).isCloseTo(expected[i], within(1e-4));
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void anImportedCheckpointIsDescribedAsItsAuthorsFeedIt(Form form) throws Exception {
        succeeds("model", "import", torch(made("dite-hrnet-18", 16)), "--arch", "dite-hrnet-18", "--input", "64x96", "--form", form.label(), "-o", file("model.onnx"));
        OnnxFile model = OnnxFile.read(file("model.onnx"));
        ModelDescription description = model.description();
        assertThat(description.name()).isEqualTo("dite-hrnet-18@64x96");
        assertThat(description.decoder()).isEqualTo(ModelDescription.Decoder.HEATMAP);
        assertThat(description.scale()).isEqualTo(1 / 255.0);
        assertThat(description.mean()).isEqualTo(List.of(.485, .456, .406));
        assertThat(description.std()).isEqualTo(List.of(.229, .224, .225));
        assertThat(description.padding()).isEqualTo(1.25);
        assertThat(description.skeleton()).map(s -> s.name()).hasValue("mpii16");
        assertThat(model.metadata()).containsEntry("posestream.arch", "dite-hrnet-18").containsEntry("posestream.form", form.label());
        assertThat(model.inputs()).hasToString("[image: float [?, 3, 64, 96]]");
    }

    @Test
    void optionsOverrideTheDescription() throws Exception {
        succeeds("model", "import", torch(made("dite-hrnet-18", 17)), "--arch", "dite-hrnet-18", "--input", "64x64", "-o", file("model.onnx"),
                "--decoder", "heatmap-dark", "--name", "mine", "--mean", "0,0,0");
        ModelDescription description = OnnxFile.read(file("model.onnx")).description();
        assertThat(description.decoder()).isEqualTo(ModelDescription.Decoder.HEATMAP_DARK);
        assertThat(description.name()).isEqualTo("mine");
        assertThat(description.mean()).isEqualTo(List.of(0.0, 0.0, 0.0));
        assertThat(description.std()).isEqualTo(List.of(.229, .224, .225));
    }

    @Test
    void aBuiltNetworkIsTheSameForTheSameSeedAndNeedsNoArchitectureLater() throws Exception {
        build("one.onnx", "--seed", "7");
        build("same.onnx", "--seed", "7");
        build("other.onnx", "--seed", "8");
        assertThat(file("same.onnx")).hasSameBinaryContentAs(file("one.onnx"));
        assertThat(Files.mismatch(file("other.onnx"), file("one.onnx"))).isNotNegative();
        succeeds("model", "import", file("one.onnx"), "-o", file("served.onnx"));
        assertThat(OnnxFile.read(file("served.onnx")).metadata()).containsEntry("posestream.form", "serving");
        assertThat(OnnxFile.read(file("served.onnx")).description().name()).isEqualTo("dite-hrnet-18@64x64");
    }

    @Test
    void keypointsWithoutNamesAreServedAsPoints() throws Exception {
        build("five.onnx", "--keypoints", "5");
        succeeds("model", "import", file("five.onnx"), "-o", file("served.onnx"));
        OnnxFile served = OnnxFile.read(file("served.onnx"));
        assertThat(served.description().skeleton()).contains(Skeleton.points(5));
        assertThat(PoseShape.of(served, served.description())).isEqualTo(new PoseShape(64, 64, 5, 16, 16));
        assertThat(run("model", "import", file("five.onnx"), "-o", file("wrong.onnx"), "--skeleton", "coco17")).isEqualTo(2);
        assertThat(text()).contains("the network gives 5 keypoints", "coco17 has 17", "points5 would fit");
        assertThat(file("wrong.onnx")).doesNotExist();
    }

    @Test
    void aServingFormCanNotBeExported() throws Exception {
        build("serving.onnx", "--form", "serving");
        assertThat(run("model", "export", file("serving.onnx"), "-o", file("out.pth"))).isEqualTo(3);
        assertThat(text()).contains("serving form of dite-hrnet-18", "expected the training form");
        assertThat(file("out.pth")).doesNotExist();
    }

    @Test
    void aForeignNetworkCanNotBeExported() throws Exception {
        Path foreign = Files.write(file("foreign.onnx"), new TinyOnnx().input("image", -1, 3, 64, 48).output("heatmaps", -1, 17, 16, 12).bytes());
        assertThat(run("model", "export", foreign, "-o", file("out.pth"))).isEqualTo(3);
        assertThat(text()).contains("holds no weights under a checkpoint's names");
    }

    @Test
    void infoTellsWhatACheckpointIs() throws Exception {
        succeeds("model", "info", torch(made("dite-hrnet-30", 17)));
        assertThat(text()).contains("a PyTorch checkpoint").containsPattern("entries +4,464").containsPattern("architecture +dite-hrnet-30 with 17 keypoints");
    }

    /** Bundled; counted in Python on the shapes that ONNX's own shape inference gives. */
    @Test
    void infoTellsWhatAModelCosts() {
        succeeds("model", "info", "movenet-lightning");
        assertThat(text()).containsPattern("parameters +2,319,065").containsPattern("multiply-adds +257,223,168 for one picture").contains("71 Conv");
    }

    @Test
    void summaryListsTheModules() {
        succeeds("model", "summary", "--arch", "dite-hrnet-30", "--input", "256x192");
        assertThat(text()).contains("dite-hrnet-30@256x192", "backbone.stage1.7", "1,862,549");
    }

    @Test
    void everyEntryThatDoesNotFitIsNamedAfterASummary() throws Exception {
        Map<String, Tensor> tensors = made("dite-hrnet-18", 17);
        tensors.remove("backbone.stem.conv1.bn.bias");
        tensors.put("backbone.stem.conv1.bn.weight", new Tensor.Floats(List.of(2), new float[2]));
        for (int i = 0; i < 50; i++) {
            tensors.put("extra" + i, new Tensor.Floats(List.of(1), new float[1]));
        }
        refuses(3, List.of(torch(tensors), "--arch", "dite-hrnet-18", "--input", "64x64"),
                "1 of another shape or kind, 50 unexpected; 1 missing:", "backbone.stem.conv1.bn.bias is missing, expected shape [32]",
                "backbone.stem.conv1.bn.weight has shape [2], expected [32]", "extra0 is not expected", "extra49 is not expected");
    }

    @Test
    void anotherArchitectureOrNumberOfKeypointsIsTold() throws Exception {
        Path deep = torch(made("dite-hrnet-30", 16));
        refuses(3, List.of(deep, "--arch", "dite-hrnet-18", "--input", "64x64"), "it looks like dite-hrnet-30 with 16 keypoints",
                "backbone.stage0.2.fuse_layers.0.1.0.weight is not expected");
        refuses(3, List.of(deep, "--arch", "dite-hrnet-30", "--input", "64x64", "--keypoints", "17"), "it looks like dite-hrnet-30 with 16 keypoints",
                "keypoint_head.final_layer.weight has shape [16, 40, 1, 1], expected [17, 40, 1, 1]");
        refuses(2, List.of(deep, "--input", "64x64"), "--arch is missing", "looks like dite-hrnet-30 with 16 keypoints");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--arch dite-hrnet-19 --input 64x64 | architecture 'dite-hrnet-19' is not known",
        "--arch dite-hrnet-18 --input 192x144 | input 192x144 (height x width), expected multiples of 32",
        "--arch dite-hrnet-18 --input 64 | expected HEIGHTxWIDTH",
        "--arch dite-hrnet-18 --input 0x64 | expected HEIGHTxWIDTH",
        "--arch dite-hrnet-18 | --input is missing",
        "--arch dite-hrnet-18 --input 64x64 --keypoints 0 | expected at least 1",
        "--arch dite-hrnet-18 --input 64x64 --skeleton mpii16 | skeleton mpii16 does not fit: the network gives 17 keypoints",
        "--arch dite-hrnet-18 --input 64x64 --form quick | expected one of [serving, training]"})
    void optionsThatFitNoNetworkAreWrongUsage(String options, String why) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of(torch(made("dite-hrnet-18", 17))));
        arguments.addAll(List.of(options.split(" ")));
        refuses(2, arguments, why);
    }

    @Test
    void filesThatAreNoCheckpointsAreRefused() throws Exception {
        byte[] whole = TorchWriter.write(new StoredTensors(made("dite-hrnet-18", 17), Map.of()));
        byte[] safe = SafetensorsFile.write(new StoredTensors(made("dite-hrnet-18", 17), Map.of()));
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(Files.write(file("cut.pth"), Arrays.copyOf(whole, whole.length / 2)), "cut short");
        files.put(Files.write(file("cut.safetensors"), Arrays.copyOf(safe, safe.length / 2)), "cut short");
        files.put(zip("foreign.pth", "readme.txt", "hello"), "without data.pkl");
        files.put(zip("whole-model.pth", "archive/data.pkl", "\u0080\u0002cmodels\nDiteHRNet\n)\u0081."), "asks for 'models.DiteHRNet', expected nothing but tensors");
        files.put(zip("hostile.pth", "archive/data.pkl", "\u0080\u0002cposix\nsystem\nX\u0004\0\0\0true\u0085R."), "asks for 'posix.system'");
        files.put(Files.write(file("old.pth"), new byte[] {(byte) 0x80, 2, '}', '.'}), "torch.save(torch.load(");
        files.put(Files.writeString(file("text.pth"), "hello"), "neither a PyTorch checkpoint");
        files.put(file("none.pth"), "does not exist");
        files.put(folder, "is no file");
        for (Map.Entry<Path, String> entry : files.entrySet()) {
            refuses(3, List.of(entry.getKey(), "--arch", "dite-hrnet-18", "--input", "64x64"), entry.getKey().toString(), entry.getValue());
        }
    }

    @Test
    void aPlaceThatCanNotBeWrittenIsTold() throws Exception {
        Path checkpoint = torch(made("dite-hrnet-18", 17));
        byte[] before = Files.readAllBytes(checkpoint);
        assertThat(run("model", "import", checkpoint, "--arch", "dite-hrnet-18", "--input", "64x64", "-o", checkpoint)).isEqualTo(2);
        assertThat(text()).contains("is the file that is read");
        assertThat(run("model", "import", checkpoint, "--arch", "dite-hrnet-18", "--input", "64x64", "-o", folder)).isEqualTo(2);
        assertThat(text()).contains("is a folder");
        assertThat(run("model", "import", checkpoint, "--arch", "dite-hrnet-18", "--input", "64x64", "-o", checkpoint.resolve("model.onnx"))).isEqualTo(3);
        assertThat(text()).contains("can't write " + checkpoint.resolve("model.onnx"));
        assertThat(checkpoint).hasBinaryContent(before);
        succeeds("model", "import", checkpoint, "--arch", "dite-hrnet-18", "--input", "64x64", "-o", file("new/folder/model.onnx"));
        assertThat(file("new/folder")).isDirectoryNotContaining(path -> !path.endsWith("model.onnx"));
    }

    private void refuses(int code, List<?> arguments, String... said) throws IOException {
        Path out = file("out");
        Stream<Object> all = Stream.of(Stream.of("model", "import"), arguments.stream(), Stream.of("-o", out.resolve("model.onnx"))).flatMap(part -> part);
        assertThat(run(all.toArray())).as(text()).isEqualTo(code);
        assertThat(text()).contains(said);
        assertThat(out).as("nothing is written").doesNotExist();
    }

    private void build(String name, String... options) {
        succeeds(Stream.concat(Stream.of("model", "build", "--arch", "dite-hrnet-18", "--input", "64x64", "-o", file(name)), Arrays.stream(options)).toArray());
    }

    private void succeeds(Object... arguments) {
        assertThat(run(arguments)).as(() -> text()).isZero();
    }

    private int run(Object... arguments) {
        said.reset();
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        return PoseStreamCommand.execute(Map.of(), stream, stream, Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }

    private String text() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private static Map<String, Tensor> made(String arch, int keypoints) {
        return MadeWeights.of(DiteHrNet.of(arch, 64, 64, keypoints).graph());
    }

    private Path torch(Map<String, Tensor> tensors) throws IOException {
        return Files.write(file("checkpoint.pth"), TorchWriter.write(new StoredTensors(tensors, Map.of("config", "of another program"))));
    }

    private Path zip(String name, String entry, String content) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file(name)))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content.getBytes(StandardCharsets.ISO_8859_1));
        }
        return file(name);
    }
}
