package dev.posestream.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencesTest {

    private static final References REFERENCES = new References(Map.of("USER", "admin", "PASS", "g@h/e:i m?#", "HOST", "10.0.0.7",
            "URL", "rtsp://admin:geheim@10.0.0.7/1", "EMPTY", "", "JUNK", "gopher://geheim"));

    @TempDir
    Path folder;

    /** Percent-encoding by RFC 3986, 2.1 and 2.2. */
    @ParameterizedTest
    @CsvSource({
            "rtsp://${USER}:${PASS}@10.0.0.7/1, rtsp://admin:g%40h%2Fe%3Ai%20m%3F%23@10.0.0.7/1",
            "rtsp://me:${PASS}@${HOST}:554/1, rtsp://me:g%40h%2Fe%3Ai%20m%3F%23@10.0.0.7:554/1",
            "https://${HOST}/a?token=${PASS}#x, https://10.0.0.7/a?token=g%40h%2Fe%3Ai%20m%3F%23#x",
            "rtsp://${HOST}/${USER}/1, rtsp://10.0.0.7/admin/1",
            "${URL}, rtsp://admin:geheim@10.0.0.7/1",
            "/media/${USER}.mp4, /media/admin.mp4"})
    void valuesArePutInAndEncodedWhereTheUrlNeedsIt(String address, String resolved) throws Exception {
        assertThat(REFERENCES.resolve(address)).isEqualTo(resolved);
    }

    @Test
    void aFileGivesItsContentWithoutTheLinesEnd() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "a/b\n");
        assertThat(REFERENCES.resolve("rtsp://u:${file:" + file + "}@h/1")).isEqualTo("rtsp://u:a%2Fb@h/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${NOBODY}", "${EMPTY}", "${file:/nowhere/at/all}"})
    void whatHasNoValueIsNamed(String reference) {
        assertThatThrownBy(() -> REFERENCES.resolve("rtsp://u:" + reference + "@h/1")).isInstanceOf(CameraException.class)
                .hasMessageContaining(reference).hasMessageContaining("no value here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtsp://${USER@h", "rtsp://${}@h", "rtsp://${1A}@h", "rtsp://${file:}@h", "rtsp://${A B}@h"})
    void whatOnlyLooksLikeAReferenceIsRefused(String address) {
        assertThatThrownBy(() -> References.check(address)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("${NAME}");
    }

    @ParameterizedTest
    @CsvSource({
            "rtsp://${U}:${P}@h/1, rtsp://${U}:${P}@h/1",
            "rtsp://me:${P}@h/1, rtsp://me:${P}@h/1",
            "rtsp://me:${file:/run/secrets/x}@h/1, rtsp://me:${file:/run/secrets/x}@h/1",
            "rtsp://${BOTH}@h/1, rtsp://${BOTH}@h/1",
            "rtsp://h/1?token=${T}, rtsp://h/1?token=${T}",
            "rtsp://${U}:geheim@h/1, rtsp://***@h/1",
            "rtsp://h/user=admin_password=geheim_channel=1_stream=0.sdp, rtsp://h/user=***_password=***_channel=1_stream=0.sdp",
            "rtsp://me:geheim${P}@h/1, rtsp://***@h/1",
            "rtsp://me:${P}geheim@h/1, rtsp://***@h/1",
            "rtsp://h/1?token=geheim${T}, rtsp://h/1?token=***"})
    void aReferenceIsShownAndASecretIsNot(String address, String masked) {
        assertThat(new Camera("a", address, CameraSettings.DEFAULT).masked()).isEqualTo(masked);
        assertThat(Masking.mask("could not open " + address + " today")).isEqualTo("could not open " + masked + " today");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${PASS}", "${camera_A}", "${file:/etc/passwd}", "${file:%s/../other/secret}", "${file:%s/link}", "${file:%s}",
            "${file:%s/kubernetes.io/serviceaccount/token}", "${file:%s2/secret}", "${file:/no/such/file}"})
    void whatIsNotOpenToACameraIsRefusedAndNamed(String reference) throws Exception {
        References scoped = scoped();
        String named = reference.formatted(folder.resolve("open"));
        assertThatThrownBy(() -> scoped.resolve("rtsp://u:" + named + "@h/1")).isInstanceOf(CameraException.class)
                .hasMessageContaining(named).hasMessageContaining("ingest.secrets").hasMessageNotContaining("geheim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${CAMERA_A}", "${LOBBY}", "${file:%s/secret}", "${file:%s/data/../mounted}"})
    void whatIsOpenToACameraIsPutIn(String reference) throws Exception {
        assertThat(scoped().resolve("rtsp://u:" + reference.formatted(folder.resolve("open")) + "@h/1")).isEqualTo("rtsp://u:geheim@h/1");
    }

    /** Kubernetes mounts secrets as links to a folder beside them. */
    private References scoped() throws Exception {
        Path open = Files.createDirectories(folder.resolve("open"));
        for (String secret : new String[] {"open/secret", "open/data/mounted", "open/kubernetes.io/serviceaccount/token", "other/secret", "open2/secret"}) {
            Files.createDirectories(folder.resolve(secret).getParent());
            Files.writeString(folder.resolve(secret), "geheim\n");
        }
        Files.createSymbolicLink(open.resolve("mounted"), Path.of("data/mounted"));
        Files.createSymbolicLink(open.resolve("link"), folder.resolve("other/secret"));
        return new References(Map.of("PASS", "geheim", "camera_A", "geheim", "CAMERA_A", "geheim", "LOBBY", "geheim"))
                .within(new SecretScope(List.of(open.toString(), "CAMERA_*", "LOBBY")));
    }

    @Test
    void aScopeOfWhatIsNeitherFolderNorVariableIsRefused() {
        assertThatThrownBy(() -> new SecretScope(List.of("CAMERA_*_PASS"))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'CAMERA_*_PASS'");
        assertThatThrownBy(() -> new SecretScope(List.of("run/secrets"))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("/run/secrets");
    }

    @Test
    void theSourceGetsTheValueAndNobodyElseSeesIt() throws Exception {
        StringBuilder opened = new StringBuilder();
        CameraSources sources = new CameraSources(Map.of("fake", camera -> {
            opened.append(camera.address());
            return new FakeSource();
        }), REFERENCES);
        sources.create(new Camera("a", "fake://u:${PASS}@h", CameraSettings.DEFAULT)).close();
        assertThat(opened.toString()).isEqualTo("fake://u:g%40h%2Fe%3Ai%20m%3F%23@h");

        assertThatThrownBy(() -> sources.create(new Camera("a", "${JUNK}", CameraSettings.DEFAULT))).isInstanceOf(CameraException.class)
                .hasMessageContaining("${JUNK}").hasMessageNotContaining("geheim");
        // Nothing listens at this port.
        CameraSource refused = new CameraSources(Map.of(), new References(Map.of("PASS", "geheim")))
                .create(new Camera("a", "rtsp://u:${PASS}@127.0.0.1:1/${PASS}", CameraSettings.DEFAULT));
        try (refused) {
            assertThatThrownBy(refused::open).hasMessageContaining("rtsp://u:${PASS}@127.0.0.1:1/${PASS}").hasMessageNotContaining("geheim");
        }
    }

    @Test
    void aCameraWithoutAValueFailsByNameAndIsTriedAgain() {
        CollectingSink sink = new CollectingSink();
        CameraSources sources = new CameraSources(Map.of(), new References(Map.of()));
        try (CameraRunner runner = new CameraRunner(new Camera("a", "rtsp://u:${NOBODY}@127.0.0.1:1/1", CameraSettings.DEFAULT), sources, sink,
                FileFailure.ENDS, new Backoff(Duration.ofMillis(20), Duration.ofMillis(50), new Random(1)))) {
            runner.start();
            await().until(() -> sink.statuses.stream().filter(status -> status.state() == CameraState.FAILED).count() >= 2);
            assertThat(sink.statuses).filteredOn(status -> status.state() == CameraState.FAILED).first()
                    .satisfies(status -> assertThat(status.detail()).contains("set NOBODY in the environment", "trying again"));
        }
    }
}
