package dev.posestream.network.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.posestream.network.ModelCache;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.TinyOnnx;
import dev.posestream.network.checkpoint.SafetensorsFile;
import dev.posestream.network.checkpoint.StoredTensors;
import dev.posestream.network.checkpoint.Tensor;
import dev.posestream.network.checkpoint.TorchWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFetchTest {

    @TempDir
    Path folder;

    private final CountDownLatch end = new CountDownLatch(1);
    private ModelCache cache;
    private FileServer server;

    @BeforeEach
    void start() throws IOException {
        cache = new ModelCache(folder.resolve("cache"));
        server = new FileServer();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.close();
    }

    @Test
    void aFileWithTheRightSumIsKeptUnderItsName() throws Exception {
        byte[] model = model(17);
        server.file("/m.onnx", model);
        Fetched fetched = fetch("mine", "/m.onnx", sum(model));
        assertThat(fetched.file()).isEqualTo(cache.file("mine")).hasBinaryContent(model);
        assertThat(fetched.content()).isInstanceOfSatisfying(Content.Model.class, found -> assertThat(found.model().description()).isEqualTo(TinyOnnx.pose()));
        assertThat(fetched.wasThere()).isFalse();
        assertThat(cache.names()).containsExactly("mine");
        assertThat(kept()).containsExactly(cache.file("mine"));
    }

    @Test
    void aFileWithAnotherSumIsNotKept() throws Exception {
        byte[] model = model(17);
        String other = "0".repeat(64);
        server.file("/m.onnx", model);
        assertThatThrownBy(() -> fetch("mine", "/m.onnx", other)).isInstanceOf(FetchException.class)
                .hasMessageContainingAll(server.address("/m.onnx").toString(), sum(model), other);
        assertThat(kept()).isEmpty();
    }

    @Test
    void whatIsThereIsNotAskedForAgain() throws Exception {
        byte[] model = model(17);
        server.file("/m.onnx", model);
        fetch("mine", "/m.onnx", sum(model));
        Fetched again = fetch("mine", "/m.onnx", sum(model));
        assertThat(again.wasThere()).isTrue();
        assertThat(again.file()).isEqualTo(cache.file("mine"));
        assertThat(server.asked()).isEqualTo(1);
    }

    @Test
    void aNewSumReplacesTheModelOfThatNameAndAFailureDoesNot() throws Exception {
        byte[] newer = model(17);
        byte[] older = OnnxFile.of("older", newer).ofArchitecture("an older one", "serving").bytes();
        server.file("/old.onnx", older).file("/new.onnx", newer);
        fetch("mine", "/old.onnx", sum(older));
        assertThatThrownBy(() -> fetch("mine", "/new.onnx", "1".repeat(64))).isInstanceOf(FetchException.class);
        assertThat(cache.file("mine")).hasBinaryContent(older);
        fetch("mine", "/new.onnx", sum(newer));
        assertThat(kept()).containsExactly(cache.file("mine"));
        assertThat(cache.file("mine")).hasBinaryContent(newer);
    }

    @Test
    void aBodyThatBreaksOffLeavesNothing() throws Exception {
        byte[] model = model(17);
        server.answer("/m.onnx", exchange -> {
            exchange.sendResponseHeaders(200, model.length);
            exchange.getResponseBody().write(model, 0, model.length / 2);
        });
        assertThatThrownBy(() -> fetch("mine", "/m.onnx", sum(model))).isInstanceOf(FetchException.class).hasMessageContaining("can't fetch");
        assertThat(kept()).isEmpty();
    }

    @Test
    void aRedirectIsFollowed() throws Exception {
        byte[] model = model(17);
        server.file("/m.onnx", model).redirect("/latest", server.address("/m.onnx"));
        assertThat(fetch("mine", "/latest", sum(model)).file()).hasBinaryContent(model);
    }

    @Test
    void aRedirectInCirclesEnds() {
        server.redirect("/latest", server.address("/latest"));
        assertThatThrownBy(() -> fetch("mine", "/latest", "0".repeat(64))).isInstanceOf(FetchException.class).hasMessageContaining("answers 302");
    }

    @Test
    void aMissingFileIsToldWithTheServersAnswer() throws Exception {
        server.answer("/m.onnx", exchange -> exchange.sendResponseHeaders(404, -1));
        assertThatThrownBy(() -> fetch("mine", "/m.onnx", "0".repeat(64))).isInstanceOf(FetchException.class).hasMessageContaining("answers 404, expected 200");
        assertThat(kept()).isEmpty();
    }

    @Test
    void aServerThatIsNotThereIsTold() {
        server.close();
        assertThatThrownBy(() -> fetch("mine", "/m.onnx", "0".repeat(64))).isInstanceOf(FetchException.class).hasMessageContaining("nothing answers there");
    }

    @Test
    void aFileThatSaysItIsTooLargeIsNotEvenBegun() throws Exception {
        server.file("/m.onnx", new byte[2000]);
        assertThatThrownBy(() -> fetch("mine", "/m.onnx", "0".repeat(64), limits(1000, Duration.ofSeconds(30)), new Received())).isInstanceOf(FetchException.class)
                .hasMessageContaining("2000 bytes large, expected at most 1000");
        assertThat(kept()).isEmpty();
    }

    @Test
    void aFileThatDoesNotEndIsGivenUpAtTheLimit() throws Exception {
        server.answer("/m.onnx", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (end.getCount() > 0) {
                exchange.getResponseBody().write(new byte[500]);
            }
        });
        assertThatThrownBy(() -> fetch("mine", "/m.onnx", "0".repeat(64), limits(1000, Duration.ofSeconds(30)), new Received())).isInstanceOf(FetchException.class)
                .hasMessageContaining("expected at most 1000");
        assertThat(kept()).isEmpty();
    }

    @Test
    void aServerThatFallsSilentIsGivenUp() throws Exception {
        byte[] model = model(17);
        stopHalfway("/m.onnx", model);
        assertThatThrownBy(() -> fetch("mine", "/m.onnx", sum(model), limits(1 << 20, Duration.ofMillis(200)), new Received())).isInstanceOf(FetchException.class)
                .hasMessageContaining("sent nothing");
        assertThat(kept()).isEmpty();
    }

    @Test
    void anInterruptedDownloadLeavesNothing() throws Exception {
        byte[] model = model(17);
        stopHalfway("/m.onnx", model);
        Received received = new Received();
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread fetching = new Thread(() -> outcome.complete(catchThrowable(() -> fetch("mine", "/m.onnx", sum(model), Download.Limits.USUAL, received))));
        fetching.start();
        await().until(() -> !received.steps().isEmpty());
        assertThat(kept()).hasSize(1);
        fetching.interrupt();
        assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(kept()).isEmpty();
    }

    @Test
    void whatAKilledProcessLeftGoesAfterADay() throws Exception {
        Files.createDirectories(cache.folder());
        Path abandoned = Files.write(cache.folder().resolve(".other.77-1.part"), new byte[9]);
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path young = Files.write(cache.folder().resolve(".other.78-1.part"), new byte[9]);
        byte[] model = model(17);
        server.file("/m.onnx", model);
        fetch("mine", "/m.onnx", sum(model));
        assertThat(kept()).containsExactlyInAnyOrder(young, cache.file("mine"));
    }

    @Test
    void progressSaysHowMuchHasCome() throws Exception {
        byte[] model = model(17);
        server.file("/m.onnx", model);
        Received received = new Received();
        fetch("mine", "/m.onnx", sum(model), Download.Limits.USUAL, received);
        assertThat(received.whole()).hasValue(model.length);
        assertThat(received.steps()).isSorted().last().isEqualTo((long) model.length);
        assertThat(received.isClosed()).isTrue();
    }

    @Test
    void aCheckpointWaitsBesideTheModelsForItsImport() throws Exception {
        StoredTensors stored = new StoredTensors(Map.of("w", new Tensor.Floats(List.of(2), new float[] {1, 2})),
                Map.of(StoredTensors.ARCH, "dite-hrnet-18", StoredTensors.INPUT, "64x48"));
        byte[] torch = TorchWriter.write(stored);
        byte[] safetensors = SafetensorsFile.write(stored);
        server.file("/a", torch).file("/b", safetensors);
        Fetched first = fetch("one", "/a", sum(torch));
        assertThat(first.content()).isEqualTo(new Content.Weights(".pth", Optional.of("dite-hrnet-18"), Optional.of("64x48")));
        assertThat(first.file()).isEqualTo(cache.folder().resolve("to-import").resolve("one.pth"));
        Fetched second = fetch("two", "/b", sum(safetensors));
        assertThat(second.content()).isEqualTo(new Content.Weights(".safetensors", Optional.of("dite-hrnet-18"), Optional.of("64x48")));
        assertThat(fetch("two", "/b", sum(safetensors)).wasThere()).isTrue();
        assertThat(cache.names()).isEmpty();
        assertThat(cache.toImport()).containsExactly(first.file(), second.file());
    }

    @Test
    void anUndescribedModelWaitsForItsImport() throws Exception {
        byte[] foreign = new TinyOnnx().input("image", -1, 3, 64, 48).output("heatmaps", -1, 17, 16, 12).bytes();
        server.file("/m.onnx", foreign);
        Fetched fetched = fetch("mine", "/m.onnx", sum(foreign));
        assertThat(fetched.content()).isEqualTo(new Content.Undescribed());
        assertThat(fetched.file()).isEqualTo(cache.toImport("mine", ".onnx"));
        assertThat(cache.names()).isEmpty();
    }

    @Test
    void aModelThatDoesNotFitItsDescriptionIsNotKept() throws Exception {
        byte[] model = model(5);
        server.file("/m.onnx", model);
        assertThatThrownBy(() -> fetch("mine", "/m.onnx", sum(model))).isInstanceOf(FetchException.class)
                .hasMessageContainingAll(server.address("/m.onnx").toString(), "has 5 heatmaps, expected 17").hasMessageNotContaining(".part");
        assertThat(kept()).isEmpty();
    }

    @Test
    void aPageInPlaceOfAModelIsNotKept() throws Exception {
        byte[] page = "<html>Please log in</html>".getBytes(StandardCharsets.UTF_8);
        server.file("/m.onnx", page);
        assertThatThrownBy(() -> fetch("mine", "/m.onnx", sum(page))).isInstanceOf(FetchException.class).hasMessageContaining("not an ONNX model").hasMessageNotContaining(".part");
        assertThat(kept()).isEmpty();
    }

    private void stopHalfway(String path, byte[] model) {
        server.answer(path, exchange -> {
            exchange.sendResponseHeaders(200, model.length);
            exchange.getResponseBody().write(model, 0, model.length / 2);
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private Fetched fetch(String name, String path, String sum) throws Exception {
        return fetch(name, path, sum, Download.Limits.USUAL, new Received());
    }

    private Fetched fetch(String name, String path, String sum, Download.Limits limits, FetchProgress progress) throws Exception {
        return new ModelFetch(cache, new Download(limits)).fetch(name, new RemoteFile(server.address(path), new Sha256(sum)), progress);
    }

    private static Download.Limits limits(long bytes, Duration silence) {
        return new Download.Limits(bytes, Duration.ofSeconds(10), silence);
    }

    /** A model described as one for 17 keypoints. @param keypoints that its graph has */
    private static byte[] model(int keypoints) throws Exception {
        return new TinyOnnx().input("image", -1, 3, 64, 48).output("heatmaps", -1, keypoints, 16, 12).file().describe(TinyOnnx.pose()).bytes();
    }

    private static String sum(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    /** Every file in the cache, hidden ones too. */
    private List<Path> kept() {
        if (!Files.exists(cache.folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(cache.folder())) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
