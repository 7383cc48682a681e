package dev.posestream.network.fetch;

import dev.posestream.network.AtomicFile;
import dev.posestream.network.BadModelException;
import dev.posestream.network.ModelCache;
import dev.posestream.network.checkpoint.BadCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings models into the cache: each whole, with the right sum and fit to be used, or not at all. */
public final class ModelFetch {

    private static final List<String> SUFFIXES_TO_IMPORT = List.of(".pth", ".safetensors", ".onnx");
    private static final String HALF = ".part";
    /** A younger half may belong to somebody who is still at it. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final ModelCache cache;
    private final Download download;

    public ModelFetch(ModelCache cache, Download download) {
        this.cache = cache;
        this.download = download;
    }

    /**
     * Fetches a file, unless it is there. A model is found by its name then, in place of an older one of that name; a file that is none yet
     * lies beside the models.
     *
     * @param name what the model will be called
     * @throws FetchException       when the server does not give the file, or it is another one, or nothing that can be used
     * @throws IOException          when the cache can't be read or written
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public Fetched fetch(String name, RemoteFile remote, FetchProgress progress) throws FetchException, IOException, InterruptedException {
        Optional<Path> kept = kept(name, remote.sum());
        if (kept.isPresent()) {
            return new Fetched(kept.get(), content(kept.get(), kept.get().toString()), true);
        }
        Files.createDirectories(cache.folder());
        removeAbandoned();
        Path half = cache.folder().resolve("." + name + "." + ProcessHandle.current().pid() + "-" + System.nanoTime() + HALF);
        try {
            download.to(half, remote, progress);
            Content content = content(half, remote.toString());
            Path file = place(name, content);
            Files.createDirectories(file.getParent());
            AtomicFile.move(half, file);
            return new Fetched(file, content, false);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private Optional<Path> kept(String name, Sha256 sum) throws IOException {
        List<Path> places = Stream.concat(Stream.of(cache.file(name)), SUFFIXES_TO_IMPORT.stream().map(suffix -> cache.toImport(name, suffix))).toList();
        for (Path place : places) {
            if (Files.isRegularFile(place) && Sha256.of(place).equals(sum)) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    /** @param origin what messages call the file */
    private static Content content(Path file, String origin) throws FetchException, IOException {
        try {
            return Content.of(file);
        } catch (BadModelException | BadCheckpointException e) {
            throw new FetchException("the file from " + origin + " has the right sum, but can't be used: " + e.getMessage().replace(file.toString(), "it"), e);
        }
    }

    private Path place(String name, Content content) {
        if (content instanceof Content.Model) {
            return cache.file(name);
        }
        return cache.toImport(name, content instanceof Content.Weights weights ? weights.suffix() : ".onnx");
    }

    /** Of processes that were killed. */
    private void removeAbandoned() throws IOException {
        Instant old = Instant.now().minus(ABANDONED);
        try (Stream<Path> files = Files.list(cache.folder())) {
            for (Path file : files.filter(file -> file.getFileName().toString().endsWith(HALF)).toList()) {
                if (Files.exists(file) && Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
