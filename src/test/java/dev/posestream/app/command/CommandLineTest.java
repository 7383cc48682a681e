package dev.posestream.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of mistake ends with a line that says what to do, and the right exit code. */
class CommandLineTest {

    @TempDir
    Path folder;

    private record Result(int code, String out, String err) {}

    @Test
    void helpNamesEveryCommand() {
        Result result = run("--help");
        assertThat(result.code).isZero();
        assertThat(result.out).contains("demo", "run", "ingest", "analyze", "dashboard", "tail", "topics", "Exit codes");
    }

    @Test
    void anUnknownOptionIsRefusedWithASuggestion() {
        Result result = run("run", "--max-fsp", "3");
        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).contains("--max-fsp", "--max-fps");
    }

    @Test
    void badYamlIsOneLine() {
        Result result = run("run", "--config", write("bad.yaml", "cameras: [\n"));
        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).contains("bad.yaml, line", "not valid YAML").hasLineCount(1);
    }

    @Test
    void aMissingConfigurationFileIsNamed() {
        Result result = run("run", "--config", folder.resolve("none.yaml").toString());
        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).contains("none.yaml", "no such file");
    }

    @Test
    void everyWrongValueIsReported() {
        Result result = run("run", "--camera", "a=rtsp://me:hunter2@cam/1", "--port", "x", "--max-age", "y", "--device", "z");
        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).contains("--port", "--max-age", "--device").doesNotContain("hunter2").hasLineCount(3);
    }

    @Test
    void anAddressOfNoKnownKindIsRefusedAtOnce() {
        Result result = run("run", "--camera", "a=gopher://x/1", "--data-folder", folder.toString(), "--broker-port", "0", "--port", "0");
        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).contains("gopher", "rtsp://");
    }

    @Test
    void aRoleNeedsAKafka() {
        Result result = run("analyze");
        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).contains("--bootstrap-servers");
    }

    @Test
    void aKafkaThatDoesNotAnswerIsNamed() {
        Result result = run("topics", "describe", "--bootstrap-servers", "127.0.0.1:1", "--kafka", "default.api.timeout.ms=1000", "--kafka", "request.timeout.ms=500");
        assertThat(result.code).isEqualTo(3);
        assertThat(result.err).contains("127.0.0.1:1", "does not answer");
    }

    @Test
    void aKafkaAddressWithoutAPortIsNamed() {
        Result result = run("analyze", "--bootstrap-servers", "127.0.0.1", "--device", "cpu", "--data-folder", folder.toString());
        assertThat(result.code).isEqualTo(3);
        assertThat(result.err).contains("127.0.0.1", "HOST:PORT").hasLineCount(1);
    }

    @Test
    void aPortInUseIsNamedWithTheWayOut() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Result result = demo("--broker-port", "" + taken.getLocalPort());
            assertThat(result.code).isEqualTo(3);
            assertThat(result.err).contains("" + taken.getLocalPort(), "--broker-port");
        }
    }

    @Test
    void aDashboardPortInUseIsFoundBeforeAnythingIsStarted() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path data = folder.resolve("data");
            Result result = run("demo", "--data-folder", data.toString(), "--broker-port", "0", "--device", "cpu", "--port", "" + taken.getLocalPort());
            assertThat(result.code).isEqualTo(3);
            assertThat(result.err).contains("port " + taken.getLocalPort() + " on 127.0.0.1 is in use", "--port").hasLineCount(1);
            assertThat(data).as("the broker's folder").doesNotExist();
            assertThat(run("dashboard", "--bootstrap-servers", "127.0.0.1:1", "--port", "" + taken.getLocalPort()).err)
                    .contains("port " + taken.getLocalPort() + " on 127.0.0.1 is in use", "--port").hasLineCount(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "analyze"})
    void aMonitoringPortInUseIsFoundBeforeAnythingIsStarted(String role) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<String> arguments = new ArrayList<>(List.of(role, "--bootstrap-servers", "127.0.0.1:1", "--monitoring-port", "" + taken.getLocalPort()));
            if (role.equals("ingest")) {
                arguments.addAll(List.of("--camera", "a=synthetic:"));
            }
            Result result = run(arguments.toArray(String[]::new));
            assertThat(result.code).isEqualTo(3);
            assertThat(result.err).contains("port " + taken.getLocalPort() + " on 127.0.0.1 is in use", "--monitoring-port").hasLineCount(1);
        }
    }

    @Test
    void anAddressThatIsNotThisMachinesIsNamed() {
        // 192.0.2.0/24 is for documentation (RFC 5737) and belongs to no machine.
        Result result = run("analyze", "--bootstrap-servers", "127.0.0.1:1", "--monitoring-host", "192.0.2.1", "--monitoring-port", "9404");
        assertThat(result.code).isEqualTo(3);
        assertThat(result.err).contains("port 9404 on 192.0.2.1 can't be listened on", "--monitoring-host").hasLineCount(1);
    }

    @Test
    void aModelThatIsNoneIsRefused() {
        Result result = demo("--broker-port", "0", "--pose-model", write("model.onnx", "this is no model"));
        assertThat(result.code).isEqualTo(3);
        assertThat(result.err).contains("model.onnx", "not an ONNX");
    }

    @Test
    void aModelNobodyKnowsIsRefusedWithThoseThereAre() {
        Result result = demo("--broker-port", "0", "--pose-model", "hrnet");
        assertThat(result.code).isEqualTo(3);
        assertThat(result.err).contains("hrnet", "movenet-thunder", "movenet-lightning").doesNotContain("[]");
    }

    @Test
    void theLedgerExplainsItsColumns() {
        Result result = run("ledger", "--help");
        assertThat(result.code).isZero();
        for (String column : List.of("sessions", "published", "analysed", "dropped", "buried", "waiting", "unaccounted", "doubled", "holes")) {
            assertThat(result.out).containsPattern("(?m)^ +" + column + "  +\\w");
        }
    }

    @Test
    void theDashboardIsNotShownToTheNetworkWithoutAPassword() {
        Result result = demo("--broker-port", "0", "--host", "0.0.0.0");
        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).contains("0.0.0.0", "password");
    }

    @Test
    void aMissingVideoFileIsNamedAtOnce() {
        Result result = run("run", "--camera", "a=" + folder.resolve("none.mp4"), "--data-folder", folder.resolve("data").toString(),
                "--broker-port", "0", "--port", "0", "--device", "cpu");
        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).contains("none.mp4", "no such file").hasLineCount(1);
    }

    @Test
    void aFileThatIsNoVideoFailsTheRun() {
        String path = write("text.mp4", "this is no video");
        Result result = run("run", "--camera", "a=" + path, "--data-folder", folder.resolve("data").toString(),
                "--broker-port", "0", "--port", "0", "--device", "cpu");
        assertThat(result.code).isEqualTo(1);
        assertThat(result.out.lines().filter(line -> line.startsWith("posestream:"))).singleElement().asString()
                .startsWith("posestream: camera a: " + path + ": ").containsOnlyOnce(path).contains("not a video");
    }

    private Result demo(String... arguments) {
        List<String> all = new ArrayList<>(List.of("demo", "--data-folder", folder.resolve("data").toString(), "--port", "0", "--device", "cpu"));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    private static Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = PoseStreamCommand.execute(Map.of(), new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8), arguments);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private String write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
