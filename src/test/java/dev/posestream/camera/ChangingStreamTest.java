package dev.posestream.camera;

import static dev.posestream.camera.CameraState.CONNECTING;
import static dev.posestream.camera.CameraState.LIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.posestream.camera.TestClip.Codec;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MPEG transport streams whose codec and picture size change on the way, as when a camera is set up anew behind a relay. */
@Timeout(60)
class ChangingStreamTest {

    /** A part of such a stream. */
    enum Part {
        H264_SMALL(320), H265_SMALL(320), MPEG4_LARGE(640), H264_LARGE(640);

        final int width;

        Part(int width) {
            this.width = width;
        }
    }

    private static final int FRAMES = 25;
    /** One that still lacks its end mark, and one in the parser. */
    private static final int LOST_AT_THE_SPLICE = 2;

    @TempDir
    Path folder;

    private final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stopServer() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private byte[] part(Part part) throws Exception {
        Path path = folder.resolve(part + ".ts");
        long[] times = IntStream.range(0, FRAMES).mapToLong(i -> i * 40_000L).toArray();
        TestPattern large = TestPattern.ofSize(640, 480);
        switch (part) {
            case H264_SMALL -> TestClip.write(path, Codec.H264, FRAMES);
            case H265_SMALL -> TestClip.writeH265(path);
            case MPEG4_LARGE -> TestClip.write(path, Codec.MPEG4, large, 0, Map.of(), times);
            case H264_LARGE -> TestClip.write(path, Codec.H264, large, 0, Map.of(), times);
        }
        return Files.readAllBytes(path);
    }

    private byte[] joined(Part... parts) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Part part : parts) {
            out.writeBytes(part(part));
        }
        return out.toByteArray();
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/stream";
    }

    @ParameterizedTest
    @CsvSource({"H264_SMALL, H265_SMALL", "H265_SMALL, H264_LARGE", "H264_SMALL, MPEG4_LARGE", "MPEG4_LARGE, H265_SMALL"})
    void aRecordingIsPlayedThroughTheChange(Part first, Part second) throws Exception {
        Path path = Files.write(folder.resolve("joined.ts"), joined(first, second));
        List<Picture> pictures = Sources.readAll(new FfmpegSource(new Camera("clip", path.toString(), Sources.replay())));
        goesOver(pictures, first, second);
        assertThat(pictures).extracting(Picture::capturedUs).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"H264_SMALL, H265_SMALL", "H265_SMALL, H264_LARGE", "H264_SMALL, MPEG4_LARGE", "MPEG4_LARGE, H265_SMALL"})
    void aLiveStreamGoesOnInTheSameSession(Part first, Part second) throws Exception {
        byte[] beginning = part(first);
        byte[] rest = joined(second, second);
        CountDownLatch seen = new CountDownLatch(1);
        server.createContext("/stream", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(beginning);
                out.flush();
                seen.await();
                out.write(rest);
                out.flush();
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        CollectingSink sink = new CollectingSink();
        try (CameraRunner runner = new CameraRunner(new Camera("relay", address(), Sources.timeout(Duration.ofSeconds(10))),
                new CameraSources(Map.of()), sink)) {
            runner.start();
            await().until(() -> sink.frames.size() > FRAMES / 2);
            seen.countDown();
            await().atMost(Duration.ofSeconds(20)).until(() -> sink.frames.size() >= 2 * FRAMES);
            goesOver(sink.frames.stream().limit(2 * FRAMES - LOST_AT_THE_SPLICE).map(Frame::picture).toList(), first, second);
            assertThat(sink.frames).extracting(Frame::session).containsOnly(sink.frames.get(0).session());
            await().until(() -> sink.state() == LIVE);
            assertThat(sink.states()).containsExactly(CONNECTING, LIVE);
        }
    }

    /** All of the second part follows on the first, but for what FFmpeg's demultiplexer held back of that. */
    private static void goesOver(List<Picture> pictures, Part first, Part second) {
        List<String> expected = new ArrayList<>(numbered(first, FRAMES - LOST_AT_THE_SPLICE));
        expected.addAll(numbered(second, FRAMES));
        assertThat(pictures.stream().map(picture -> picture.width() + " #" + TestPattern.number(picture))).containsExactlyElementsOf(expected);
    }

    private static List<String> numbered(Part part, int count) {
        return IntStream.range(0, count).mapToObj(i -> part.width + " #" + i).toList();
    }
}
