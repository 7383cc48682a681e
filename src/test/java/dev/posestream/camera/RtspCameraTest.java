package dev.posestream.camera;

import static dev.posestream.camera.CameraState.CONNECTING;
import static dev.posestream.camera.CameraState.FAILED;
import static dev.posestream.camera.CameraState.LIVE;
import static dev.posestream.camera.CameraState.STALLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.posestream.testing.FreePort;
import dev.posestream.testing.Needs;
import dev.posestream.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Needs(Tool.RTSP_SERVER)
@Timeout(120)
class RtspCameraTest {

    private static final Duration LONG = Duration.ofSeconds(40);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private final CollectingSink sink = new CollectingSink();
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
    private int port;

    @BeforeEach
    void choosePort() throws IOException {
        port = FreePort.find();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private RtspServer serve(int port, String codec, String... credentials) {
        RtspServer server = RtspServer.start(folder, port, codec, credentials);
        open.add(server);
        return server;
    }

    private void run(String address, CollectingSink sink) {
        CameraRunner runner = new CameraRunner(new Camera("door", address, Sources.timeout(TIMEOUT)), new CameraSources(Map.of()), sink,
                FileFailure.ENDS, new Backoff(Duration.ofMillis(200), Duration.ofMillis(500), new Random(1)));
        open.add(runner);
        runner.start();
    }

    private void awaitState(CameraState state) {
        await().atMost(LONG).until(() -> sink.state() == state);
    }

    private static void awaitMoreFrames(CollectingSink sink) {
        int before = sink.frames.size();
        await().atMost(LONG).until(() -> sink.frames.size() > before + 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h264", "h265"})
    void readsAStream(String codec) throws Exception {
        RtspServer server = serve(port, codec);
        List<Picture> pictures = Sources.read(new FfmpegSource(new Camera("door", server.address(), CameraSettings.DEFAULT)), 10);
        assertThat(pictures).hasSize(10).allSatisfy(picture -> assertThat(picture.width()).isEqualTo(320));
        assertThat(pictures).extracting(Picture::capturedUs).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void readsAStreamOverUdp() throws Exception {
        CameraSettings udp = new CameraSettings(0, 0, 80, Duration.ofSeconds(10), CameraSettings.RtspTransport.UDP, false, false, 1);
        assertThat(Sources.read(new FfmpegSource(new Camera("door", serve(port, "h264").address(), udp)), 10)).hasSize(10);
    }

    @Test
    void comesBackAfterTheCameraWasKilledWhileAnotherGoesOn() throws Exception {
        RtspServer other = serve(FreePort.find(), "h264");
        CollectingSink otherSink = new CollectingSink();
        run(other.address(), otherSink);
        RtspServer server = serve(port, "h264");
        run(server.address(), sink);
        awaitState(LIVE);
        awaitMoreFrames(otherSink);

        server.kill();
        awaitState(FAILED);
        await().atMost(LONG).until(() -> sink.lastStatus().detail().contains("connection refused"));
        assertThat(sink.lastStatus().detail()).contains("; trying again in ");
        awaitMoreFrames(otherSink);

        serve(port, "h264");
        awaitState(LIVE);
        awaitMoreFrames(sink);
        assertThat(sink.lastStatus().reconnects()).isEqualTo(1);
        assertThat(sink.frames.stream().map(Frame::session).distinct()).hasSize(2);
        assertThat(otherSink.states()).containsExactly(CONNECTING, LIVE);
        assertThat(otherSink.frames.stream().map(Frame::session).distinct()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"h264, h265", "h265, h264"})
    void comesBackWhenTheCameraWasSetToAnotherCodecAndSize(String before, String after) {
        RtspServer server = serve(port, before);
        run(server.address(), sink);
        awaitState(LIVE);
        server.kill();
        awaitState(FAILED);

        serve(port, after + "@640x480");
        awaitState(LIVE);
        awaitMoreFrames(sink);
        String session = sink.lastStatus().session();
        assertThat(sink.frames).allSatisfy(frame -> {
            boolean changed = frame.session().equals(session);
            assertThat(frame.picture().width()).isEqualTo(changed ? 640 : 320);
            assertThat(frame.picture().height()).isEqualTo(changed ? 480 : 240);
            assertThat(TestPattern.image(frame.picture()).getWidth()).isEqualTo(frame.picture().width());
        });
        assertThat(sink.states()).startsWith(CONNECTING, LIVE, FAILED, CONNECTING).endsWith(CONNECTING, LIVE);
    }

    @Test
    void comesBackAfterTheCameraHasFrozen() {
        RtspServer server = serve(port, "h264");
        run(server.address(), sink);
        awaitState(LIVE);

        server.freeze();
        awaitState(STALLED);
        assertThat(sink.lastStatus().detail()).contains("within 2.0 s; trying again in ");

        server.thaw();
        awaitState(LIVE);
        awaitMoreFrames(sink);
    }

    @Test
    void waitsForACameraThatIsSwitchedOnLater() {
        run("rtsp://127.0.0.1:" + port + "/stream", sink);
        awaitState(FAILED);
        serve(port, "h265");
        awaitState(LIVE);
    }

    @Test
    void logsInWithTheUserOfItsAddress() throws Exception {
        RtspServer server = serve(port, "h264", "viewer", "geheim");
        assertThat(Sources.read(new FfmpegSource(new Camera("door", server.address("viewer", "geheim"), CameraSettings.DEFAULT)), 3)).hasSize(3);
        assertThatThrownBy(() -> Sources.readAll(new FfmpegSource(new Camera("door", server.address("viewer", "falsch"), CameraSettings.DEFAULT))))
                .hasMessageContaining("unauthorised (401)").hasMessageNotContaining("falsch");
        assertThatThrownBy(() -> Sources.readAll(new FfmpegSource(new Camera("door", server.address(), CameraSettings.DEFAULT))))
                .hasMessageContaining("unauthorised (401)");
    }

    @Test
    void saysThatThePathIsWrong() {
        RtspServer server = serve(port, "h264");
        assertThatThrownBy(() -> Sources.readAll(new FfmpegSource(new Camera("door", server.address() + "2", CameraSettings.DEFAULT))))
                .hasMessageContaining("not found (404)");
    }
}
