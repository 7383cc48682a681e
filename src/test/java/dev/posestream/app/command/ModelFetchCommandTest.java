package dev.posestream.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posestream.network.OnnxFile;
import dev.posestream.network.TinyOnnx;
import dev.posestream.network.fetch.FileServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelFetchCommandTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Path cache;
    private FileServer server;
    private byte[] model;

    @BeforeEach
    void start() throws Exception {
        cache = folder.resolve("cache");
        model = new TinyOnnx().input("image", -1, 3, 64, 48).output("heatmaps", -1, 17, 16, 12).file().describe(TinyOnnx.pose()).bytes();
        server = new FileServer().file("/models/tiny.onnx", model);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aModelIsFetchedFromItsAddressAndCalledAsItsFile() throws Exception {
        assertThat(run("model", "fetch", address() + "?version=2", "--sha256", sum(model))).as(said()).isZero();
        assertThat(said()).contains("tiny", "64x48, ", " keypoints; fetched", "--pose-model tiny").doesNotContain("PoseShape");
        assertThat(cache.resolve("tiny.onnx")).hasBinaryContent(model);
        assertThat(run("model", "fetch", address(), "--sha256", sum(model))).isZero();
        assertThat(said()).contains("was there already");
        assertThat(server.asked()).isEqualTo(1);
    }

    @Test
    void aModelIsFetchedByItsNameInACatalogue() throws Exception {
        Path catalogue = catalogue("other", sum(model));
        assertThat(run("model", "fetch", "other", "--catalogue", catalogue.toString())).as(said()).isZero();
        assertThat(said()).contains("a tiny one; licence MIT", "--pose-model other");
        assertThat(run("model", "fetch", "--catalogue", catalogue.toString())).isZero();
        assertThat(said()).contains("other  a tiny one; licence MIT; in the cache", "cache " + cache);
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThatThereAre() throws Exception {
        assertThat(run("model", "fetch", "another", "--catalogue", catalogue("other", sum(model)).toString())).isEqualTo(2);
        assertThat(said()).contains("'another' is not in the catalogue", "[other]");
    }

    @Test
    void aCatalogueThatHoldsNothingIsSaidToBeEmpty() throws Exception {
        assertThat(run("model", "fetch", "another", "--catalogue", Files.writeString(folder.resolve("empty.yaml"), "models:\n").toString())).isEqualTo(2);
        assertThat(said()).contains("which is empty; expected the address of a file and its --sha256").doesNotContain("[]");
    }

    @Test
    void whereThereIsNoCatalogueItIsSaidHowToNameOne() {
        Path missing = folder.resolve("models.yaml");
        assertThat(fetch(missing, "another")).isEqualTo(2);
        assertThat(said()).contains("'another' is looked for in a catalogue, and there is no file " + missing + " here; name a catalogue with --catalogue").doesNotContain("empty");
        assertThat(fetch(missing)).isZero();
        assertThat(said()).contains("catalogue " + missing + ": there is no such file here; --catalogue names one");
        assertThat(run("model", "fetch", "another", "--catalogue", missing.toString())).isNotZero();
        assertThat(said()).contains(missing + ": no such file, or not readable");
    }

    @Test
    void anAddressWithoutASumIsNotAsked() {
        assertThat(run("model", "fetch", address())).isEqualTo(2);
        assertThat(said()).contains("--sha256 is missing", "sha256sum");
        assertThat(server.asked()).isZero();
    }

    @Test
    void aWrongSumIsToldWithoutTheSecretsOfTheAddress() {
        assertThat(run("model", "fetch", address() + "?token=hunter2", "--sha256", "0".repeat(64))).isEqualTo(3);
        assertThat(said()).contains("sha-256", "0".repeat(64)).doesNotContain("hunter2");
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void aNameThatCanNotBeKeptIsRefused() throws Exception {
        assertThat(run("model", "fetch", server.address("/").toString(), "--sha256", sum(model))).isEqualTo(2);
        assertThat(said()).contains("--name");
        assertThat(run("model", "fetch", address(), "--sha256", sum(model), "--name", "movenet-thunder")).isEqualTo(2);
        assertThat(said()).contains("comes with the program");
    }

    @Test
    void aSumWithoutAnAddressIsRefused() {
        assertThat(run("model", "fetch", "other", "--sha256", "0".repeat(64))).isEqualTo(2);
        assertThat(said()).contains("--sha256 belongs to an address");
    }

    @Test
    void aCacheOfItsOwnIsNamedWithTheModel() throws Exception {
        Path own = folder.resolve("own");
        assertThat(run("model", "fetch", address(), "--sha256", sum(model), "--cache", own.toString(), "--name", "mine")).isZero();
        assertThat(own.resolve("mine.onnx")).hasBinaryContent(model);
        assertThat(said()).contains("--pose-model mine", "POSESTREAM_CACHE=" + own);
    }

    @Test
    void aCheckpointComesWithTheCommandThatMakesAModelOfIt() throws Exception {
        Path training = folder.resolve("training.onnx");
        Path checkpoint = folder.resolve("fresh.pth");
        assertThat(run("model", "build", "--arch", "dite-hrnet-18", "--input", "64x64", "-o", training.toString())).as(said()).isZero();
        assertThat(run("model", "export", training.toString(), "-o", checkpoint.toString())).as(said()).isZero();
        byte[] weights = Files.readAllBytes(checkpoint);
        server.file("/fresh.pth", weights);
        assertThat(run("model", "fetch", server.address("/fresh.pth").toString(), "--sha256", sum(weights))).as(said()).isZero();
        assertThat(cache.resolve("fresh.onnx")).doesNotExist();
        String next = said().lines().filter(line -> line.startsWith("  posestream model import ")).findFirst().orElseThrow();
        assertThat(run(next.strip().replaceFirst("^posestream ", "").split(" "))).as(said()).isZero();
        assertThat(OnnxFile.read(cache.resolve("fresh.onnx")).description().name()).contains("dite-hrnet-18");
    }

    @Test
    void anUndescribedModelComesWithTheWayToDescribeIt() throws Exception {
        byte[] foreign = new TinyOnnx().input("image", -1, 3, 64, 48).output("heatmaps", -1, 17, 16, 12).bytes();
        server.file("/foreign.onnx", foreign);
        assertThat(run("model", "fetch", server.address("/foreign.onnx").toString(), "--sha256", sum(foreign))).as(said()).isZero();
        assertThat(said()).contains("does not say how it is fed and read", "posestream model import " + cache.resolve("to-import").resolve("foreign.onnx"));
    }

    private Path catalogue(String name, String sum) throws IOException {
        return Files.writeString(folder.resolve("models.yaml"), "models:\n  - {name: %s, url: \"%s\", sha256: \"%s\", licence: MIT, about: a tiny one}\n"
                .formatted(name, address(), sum));
    }

    private String address() {
        return server.address("/models/tiny.onnx").toString();
    }

    private static String sum(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private int fetch(Path usualCatalogue, String... arguments) {
        PrintWriter writer = new PrintWriter(said, true, StandardCharsets.UTF_8);
        return new CommandLine(new ModelFetchCommand(Map.of("POSESTREAM_CACHE", cache.toString()), usualCatalogue)).setOut(writer).setErr(writer).execute(arguments);
    }

    private int run(String... arguments) {
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        return PoseStreamCommand.execute(Map.of("POSESTREAM_CACHE", cache.toString()), stream, stream, arguments);
    }
}
