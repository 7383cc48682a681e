package dev.posestream.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {

    @RepeatedTest(8)
    void manyMayUnpackAtOnce(@TempDir Path cache) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Path>> folders = threads.invokeAll(Collections.nCopies(8, () -> NativeCache.unpack(cache)));
            Path folder = folders.get(0).get();
            for (Future<Path> other : folders) {
                assertThat(other.get()).isEqualTo(folder);
            }
            assertThat(folder.resolve(System.mapLibraryName("onnxruntime"))).isRegularFile();
            try (var files = Files.list(folder)) {
                assertThat(files.map(f -> f.getFileName().toString())).noneMatch(name -> name.startsWith(".unpacking"));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void keepsWhatIsThereAndReplacesWhatIsCutOff(@TempDir Path cache) throws Exception {
        Path library = NativeCache.unpack(cache).resolve(System.mapLibraryName("onnxruntime"));
        long size = Files.size(library);
        var before = Files.getLastModifiedTime(library);
        NativeCache.unpack(cache);
        assertThat(Files.getLastModifiedTime(library)).isEqualTo(before);
        Files.write(library, new byte[10]);
        NativeCache.unpack(cache);
        assertThat(library).hasSize(size);
    }
}
