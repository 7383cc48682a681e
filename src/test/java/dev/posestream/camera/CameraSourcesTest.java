package dev.posestream.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CameraSourcesTest {

    private final CameraSources sources = new CameraSources(Map.of("fake", camera -> new FakeSource()));

    private static Camera camera(String address) {
        return new Camera("lobby", address, CameraSettings.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtsp://h/s", "RTSPS://h/s", "http://h/s", "https://h/s", "/dev/video0", "clips/a.mp4", "file:///tmp/a.mp4", "C:/a.mp4"})
    void ffmpegReadsWhatItIsGivenHere(String address) throws Exception {
        try (CameraSource source = sources.create(camera(address))) {
            assertThat(source).isInstanceOf(FfmpegSource.class);
        }
    }

    @Test
    void aRegisteredSchemeHasItsOwnSource() throws Exception {
        assertThat(sources.create(camera("fake:two people"))).isInstanceOf(FakeSource.class);
    }

    @Test
    void anUnknownSchemeIsNamedWithWhatIsKnown() {
        assertThatThrownBy(() -> sources.create(camera("gopher://u:geheim@h/s"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("camera lobby").hasMessageContaining("gopher://***@h/s").hasMessageContaining("rtsp://")
                .hasMessageContaining("fake:").hasMessageNotContaining("geheim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtsp://", "rtsp:///1", "http://:8080/v", "https://u:geheim@/v", "RTSPS://?x", "rtsp:h", "http:// /"})
    void anAddressWithoutAHostIsRefused(String address) {
        assertThatThrownBy(() -> sources.check(camera(address))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("camera lobby").hasMessageContaining("names no host").hasMessageContaining("://10.0.0.7/stream")
                .hasMessageNotContaining("geheim").hasMessageNotContaining("fake:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtsp://h", "rtsp://[2001:db8::7]:554/1", "http://u:p@h:80", "rtsp://u:p/q@h/1", "rtsp://${CAMERA_HOST}/1", "rtsp:${CAMERA_REST}",
            "rtsp://u:${file:/run/secrets/lobby}@${CAMERA_HOST}:554/1"})
    void aHostInAnyFormIsOne(String address) {
        assertThatCode(() -> sources.check(camera(address))).doesNotThrowAnyException();
    }

    @Test
    void aPathIsAFileAndNothingElseIs() {
        assertThat(sources.isFile(camera("clips/a.mp4"))).isTrue();
        assertThat(sources.isFile(camera("file:clips/a.mp4"))).isTrue();
        assertThat(sources.isFile(camera("/dev/video0"))).isFalse();
        assertThat(sources.isFile(camera("rtsp://h/s"))).isFalse();
        assertThat(sources.isFile(camera("fake:x"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtsp://admin:geheim@10.0.0.7/1", "rtsp://admin:ge@heim@10.0.0.7/1", "rtsp://admin:p/geheim@10.0.0.7/1",
            "rtsp://admin:p@ss/geheim#@10.0.0.7/1", "http://10.0.0.7/v?user=geheim&password=geheim"})
    void passwordsOfAnyKindAreMasked(String address) {
        assertThat(Masking.mask("opening " + address + " failed")).doesNotContain("geheim").contains("10.0.0.7").endsWith(" failed");
    }

    @Test
    void addressesWithoutPasswordStayAsTheyAre() {
        assertThat(Masking.mask("rtsp://10.0.0.7:554/a@b: connection refused")).isEqualTo("rtsp://10.0.0.7:554/a@b: connection refused");
    }
}
