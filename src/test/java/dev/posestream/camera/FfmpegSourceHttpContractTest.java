package dev.posestream.camera;

import com.sun.net.httpserver.HttpServer;
import dev.posestream.camera.TestClip.Codec;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FfmpegSourceHttpContractTest {

    @TempDir
    Path folder;

    private final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        byte[] recording = Files.readAllBytes(TestClip.write(folder.resolve("clip.mp4"), Codec.H264, 25));
        byte[] stream = Files.readAllBytes(TestClip.write(folder.resolve("clip.ts"), Codec.H264, 50));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/recording.mp4", exchange -> {
            exchange.sendResponseHeaders(200, recording.length);
            exchange.getResponseBody().write(recording);
            exchange.close();
        });
        server.createContext("/live", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(stream);
                out.flush();
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private CameraSource source(String path) {
        return new FfmpegSource(new Camera("net", "http://127.0.0.1:" + server.getAddress().getPort() + path, CameraSettings.DEFAULT));
    }

    /** A file of known length. */
    @Nested
    class ARecording extends CameraSourceContract {

        @Override
        protected CameraSource source() {
            return FfmpegSourceHttpContractTest.this.source("/recording.mp4");
        }
    }

    /** A response without an end. */
    @Nested
    class ALiveStream extends CameraSourceContract {

        @Override
        protected CameraSource source() {
            return FfmpegSourceHttpContractTest.this.source("/live");
        }
    }
}
