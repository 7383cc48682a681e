package dev.posestream.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCacheTest {

    @Test
    void theEnvironmentSaysWhereItIs() {
        assertThat(ModelCache.of(Map.of("POSESTREAM_CACHE", "/models", "XDG_CACHE_HOME", "/caches")).folder()).isEqualTo(Path.of("/models"));
        assertThat(ModelCache.of(Map.of("POSESTREAM_CACHE", "", "XDG_CACHE_HOME", "/caches")).folder()).isEqualTo(Path.of("/caches/posestream/models"));
        assertThat(ModelCache.of(Map.of()).folder()).isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "posestream", "models"));
    }

    @Test
    void itHoldsModelsAndNothingElse(@TempDir Path folder) throws Exception {
        ModelCache cache = new ModelCache(folder);
        assertThat(new ModelCache(folder.resolve("none")).names()).isEmpty();
        Files.createFile(cache.file("b"));
        Files.createFile(cache.file("a@64x48"));
        Files.createFile(folder.resolve(".c.1-2.part"));
        Files.createDirectories(cache.toImport("d", ".pth").getParent());
        Files.createFile(cache.toImport("d", ".pth"));
        assertThat(cache.names()).containsExactly("a@64x48", "b");
        assertThat(cache.holds("b")).isTrue();
        assertThat(cache.holds("d")).isFalse();
        assertThat(cache.holds("../b")).isFalse();
        assertThat(cache.toImport()).containsExactly(cache.toImport("d", ".pth"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../up", "a/b", ".hidden", "model.onnx", "two words", "movenet-thunder"})
    void namesThatAreNoneOrTakenAreRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> ModelCache.checkName(name)).withMessageContaining("expected");
    }
}
