package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.posestream.camera.CameraOption;
import dev.posestream.camera.CameraSettings;
import dev.posestream.camera.CameraSpec;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CameraJsonTest {

    private static final CameraSpec EVERYTHING = new CameraSpec("lobby", "rtsp://u:${PASS}@192.0.2.7/1", Map.of(CameraOption.MAX_FPS, 7.5,
            CameraOption.MAX_SIDE, 640, CameraOption.JPEG_QUALITY, 90, CameraOption.TIMEOUT, Duration.ofMillis(1500),
            CameraOption.TRANSPORT, CameraSettings.RtspTransport.UDP, CameraOption.REPLAY, false, CameraOption.LOOP, true,
            CameraOption.PRIORITY, 5), false);

    @Test
    void everySettingFitsThePublishedSchemaAndIsReadBackAsItWasWritten() throws Exception {
        String json = new String(CameraJson.write(EVERYTHING), UTF_8);
        assertThat(json).isEqualTo("{\"address\":\"rtsp://u:${PASS}@192.0.2.7/1\",\"maxFps\":7.5,\"maxSide\":640,\"jpegQuality\":90,"
                + "\"timeout\":\"1500ms\",\"transport\":\"udp\",\"replay\":false,\"loop\":true,\"priority\":5,\"enabled\":false}");
        assertThat(EVERYTHING.settings().keySet()).as("every setting there is").containsExactlyElementsOf(CameraOption.ALL);
        assertThat(schema().validate(json, InputFormat.JSON)).isEmpty();
        assertThat(CameraJson.read("lobby", json.getBytes(UTF_8))).isEqualTo(EVERYTHING);
    }

    @Test
    void whatIsNotGivenIsTheWorkersOwn() throws Exception {
        CameraSpec spec = CameraJson.parse("lobby", "{\"address\":\"rtsp://h/1\",\"maxFps\":10}".getBytes(UTF_8));
        CameraSettings worker = CameraOption.settings(CameraSettings.DEFAULT, Map.of(CameraOption.MAX_SIDE, 320, CameraOption.MAX_FPS, 2.0));
        assertThat(spec.enabled()).isTrue();
        assertThat(spec.camera(worker).settings().maxFps()).isEqualTo(10);
        assertThat(spec.camera(worker).settings().maxSide()).isEqualTo(320);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "[]", "null", "{}", "{\"address\":5}", "{\"address\":\" \"}", "{\"address\":\"a\",\"address\":\"b\"}",
            "{\"address\":\"a\"} x", "{\"address\":\"a\",\"maxFps\":\"10\"}", "{\"address\":\"a\",\"priority\":101}", "{\"address\":\"a\",\"enabled\":1}",
            "{\"address\":\"a\",\"timeout\":5}", "{\"address\":\"a\",\"transport\":\"smoke\"}", "{\"address\":\"rtsp://***@h/1\"}"})
    void somethingElseIsRefused(String json) {
        assertThatThrownBy(() -> CameraJson.read("lobby", json.getBytes(UTF_8))).isInstanceOf(BadCameraException.class)
                .hasMessageStartingWith("not a camera");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"address\":5}", "{}", "{\"address\":\"a\",\"maxFps\":\"10\"}", "{\"address\":\"a\",\"priority\":101}",
            "{\"address\":\"a\",\"timeout\":5}", "{\"address\":\"a\",\"transport\":\"smoke\"}", "{\"address\":\"rtsp://***@h/1\"}", "{\"address\":\" \"}"})
    void theSchemaRefusesItToo(String json) {
        assertThat(schema().validate(json, InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void everyProblemIsToldAtOnceAndNoPassword() {
        BadCameraException e = catchThrowableOfType(BadCameraException.class, () -> CameraJson.parse("a b",
                "{\"address\":\"rtsp://u:geheim@h/1\",\"maxfps\":1,\"jpegQuality\":0,\"loop\":\"yes\"}".getBytes(UTF_8)));
        assertThat(e.problems()).satisfiesExactlyInAnyOrder(
                problem -> assertThat(problem).contains("maxfps", "maxFps"),
                problem -> assertThat(problem).contains("jpegQuality", "found 0", "1 to 100"),
                problem -> assertThat(problem).contains("loop", "true or false"),
                problem -> assertThat(problem).contains("'a b'", "letters, digits"));
        assertThat(e.getMessage()).doesNotContain("geheim");
    }

    @Test
    void whatIsWrongWithTheAddressIsToldBesideTheRest() {
        BadCameraException e = catchThrowableOfType(BadCameraException.class, () -> CameraJson.parse("lobby",
                "{\"address\":\"synthetic:?people=many&fps=0\",\"maxFps\":-1}".getBytes(UTF_8)));
        assertThat(e.problems()).satisfiesExactlyInAnyOrder(
                problem -> assertThat(problem).contains("maxFps", "found -1"),
                problem -> assertThat(problem).contains("people", "'many'"),
                problem -> assertThat(problem).contains("fps", "more than 0"));
        assertThat(catchThrowableOfType(BadCameraException.class, () -> CameraJson.parse("a b",
                "{\"address\":\"rtsp:///1\",\"maxFps\":-1}".getBytes(UTF_8))).problems()).hasSize(3).anySatisfy(problem -> assertThat(problem).contains("names no host"));
    }

    @Test
    void aFieldOfALaterVersionIsPassedOverOnTheTopicAndToldToAUser() throws Exception {
        byte[] json = "{\"address\":\"rtsp://h/1\",\"lens\":\"wide\"}".getBytes(UTF_8);
        assertThat(CameraJson.read("lobby", json).address()).isEqualTo("rtsp://h/1");
        assertThatThrownBy(() -> CameraJson.parse("lobby", json)).hasMessageContaining("lens");
        assertThatThrownBy(() -> CameraJson.parse("lobby", "{\"address\":\"gopher://h/1\"}".getBytes(UTF_8))).hasMessageContaining("rtsp://");
    }

    @Test
    void whatIsShownHoldsNoPassword() {
        CameraSpec clear = new CameraSpec("lobby-2.b", "rtsp://u:geheim@h/1", Map.of(), true);
        assertThat(new String(CameraJson.writeMasked(clear), UTF_8)).isEqualTo("{\"address\":\"rtsp://***@h/1\",\"enabled\":true}");
        assertThat(clear.toString()).doesNotContain("geheim");
        assertThat(clear.warnings()).singleElement().asString().contains("in clear", "${CAMERA_LOBBY_2_B}", "${file:/run/secrets/lobby-2.b}").doesNotContain("geheim");
        assertThat(EVERYTHING.warnings()).isEmpty();
    }

    private static JsonSchema schema() {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(CameraJson.class.getResourceAsStream("/schema/camera-v1.json"));
    }
}
