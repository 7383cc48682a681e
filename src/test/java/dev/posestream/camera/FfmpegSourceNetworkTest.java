package dev.posestream.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.posestream.camera.TestClip.Codec;
import dev.posestream.testing.FreePort;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FfmpegSourceNetworkTest {

    private static final byte[] NOTHING = {};

    @TempDir
    Path folder;

    private static FfmpegSource source(String address, Duration timeout) {
        return new FfmpegSource(new Camera("net", address, Sources.timeout(timeout)));
    }

    /** A multipart response of an MJPEG camera: so many pictures, then nothing more. */
    private byte[] mjpegResponse(int pictures) throws Exception {
        Path clip = TestClip.write(folder.resolve("clip.avi"), Codec.MJPEG, pictures);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace;boundary=frame\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        for (Picture picture : Sources.readAll(new FfmpegSource(new Camera("clip", clip.toString(), Sources.replay())))) {
            out.writeBytes(("--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + picture.jpeg().length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(picture.jpeg());
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtsp", "http"})
    void aServerThatSaysNothingIsGivenUpAtTheTimeout(String scheme) throws Exception {
        try (SilentServer server = new SilentServer(NOTHING)) {
            assertThatThrownBy(() -> Sources.readAll(source(scheme + "://u:geheim@127.0.0.1:" + server.port() + "/stream", Duration.ofMillis(500))))
                    .isInstanceOf(CameraTimeoutException.class).hasMessageContaining("no answer within 0.5 s")
                    .hasMessageContaining(scheme + "://***@127.0.0.1").hasMessageNotContaining("geheim");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtsp", "http"})
    void anAbortEndsAnOpenThatHangs(String scheme) throws Exception {
        try (SilentServer server = new SilentServer(NOTHING);
             FfmpegSource source = source(scheme + "://127.0.0.1:" + server.port() + "/stream", Duration.ofHours(1))) {
            CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> Sources.drainQuietly(source));
            await().until(() -> server.accepted() > 0);
            source.abort();
            ended.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aStreamThatFreezesIsGivenUpAtTheTimeout() throws Exception {
        try (SilentServer server = new SilentServer(mjpegResponse(25));
             FfmpegSource source = source("http://127.0.0.1:" + server.port() + "/mjpeg", Duration.ofSeconds(1))) {
            source.open();
            assertThatThrownBy(() -> {
                while (source.read().isPresent()) {
                    // Until the 25 pictures are through.
                }
            }).isInstanceOf(CameraTimeoutException.class).hasMessageContaining("no picture within 1.0 s");
        }
    }

    @Test
    void anAbortEndsAReadThatHangs() throws Exception {
        try (SilentServer server = new SilentServer(mjpegResponse(25));
             FfmpegSource source = source("http://127.0.0.1:" + server.port() + "/mjpeg", Duration.ofHours(1))) {
            CompletableFuture<Void> first = new CompletableFuture<>();
            CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> {
                try {
                    source.open();
                    source.read();
                    first.complete(null);
                    Sources.drainQuietly(source);
                } catch (CameraException e) {
                    first.completeExceptionally(e);
                }
            });
            first.get(20, TimeUnit.SECONDS);
            source.abort();
            ended.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void livePicturesGetTheTimeOfTheirArrival() throws Exception {
        try (SilentServer server = new SilentServer(mjpegResponse(25));
             FfmpegSource source = source("http://127.0.0.1:" + server.port() + "/mjpeg", Duration.ofSeconds(20))) {
            long before = WallClock.nowUs();
            List<Picture> pictures = Sources.read(source, 10);
            // They declare 25 a second, but came all at once.
            assertThat(pictures).extracting(Picture::capturedUs).isSorted().doesNotHaveDuplicates()
                    .allSatisfy(us -> assertThat(us).isBetween(before, WallClock.nowUs()));
            assertThat(pictures).extracting(TestPattern::number).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtsp", "http"})
    void saysThatAConnectionWasRefused(String scheme) throws Exception {
        int port = FreePort.find();
        assertThatThrownBy(() -> Sources.readAll(source(scheme + "://admin:geheim@127.0.0.1:" + port + "/stream", Duration.ofSeconds(5))))
                .hasMessageContaining("connection refused").hasMessageNotContaining("geheim").hasMessageNotContaining("admin");
    }

    @Test
    void saysWhatTheWebServerAnswered() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/secret", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        server.start();
        try {
            String base = "http://u:geheim@127.0.0.1:" + server.getAddress().getPort();
            assertThatThrownBy(() -> Sources.readAll(source(base + "/secret", Duration.ofSeconds(5))))
                    .hasMessageContaining("unauthorised (401)").hasMessageNotContaining("geheim");
            assertThatThrownBy(() -> Sources.readAll(source(base + "/other?token=abc", Duration.ofSeconds(5))))
                    .hasMessageContaining("not found (404)").hasMessageContaining("token=***");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aRecordingOnAWebServerIsPlayedByItsOwnTimes() throws Exception {
        byte[] clip = Files.readAllBytes(TestClip.write(folder.resolve("clip.mp4"), Codec.H264, 10));
        HttpServer server = serving(Map.of("/clip.mp4", clip));
        try {
            List<Picture> pictures = Sources.readAll(new FfmpegSource(new Camera("net",
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/clip.mp4", Sources.replay())));
            assertThat(pictures).hasSize(10);
            assertThat(pictures.get(9).capturedUs() - pictures.get(0).capturedUs()).isEqualTo(360_000);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aPlaylistFromTheNetworkCanNotReadLocalFiles() throws Exception {
        Path local = TestClip.write(folder.resolve("private.ts"), Codec.H264, 10);
        String playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:0.4,\nfile://" + local + "\n#EXT-X-ENDLIST\n";
        HttpServer server = serving(Map.of("/list.m3u8", playlist.getBytes(StandardCharsets.UTF_8)));
        try {
            assertThatThrownBy(() -> Sources.readAll(source("http://127.0.0.1:" + server.getAddress().getPort() + "/list.m3u8", Duration.ofSeconds(5))))
                    .isInstanceOf(CameraException.class);
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer serving(Map<String, byte[]> content) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = content.get(exchange.getRequestURI().getPath());
            if (body == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        return server;
    }
}
