package dev.posestream.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueReaderTest {

    @TempDir
    Path folder;

    @Test
    void theOneThatComesWithTheProgramCanBeRead() throws Exception {
        assertThat(CatalogueReader.read(CatalogueReader.USUAL_FILE)).isEmpty();
    }

    @Test
    void itsExampleIsAnEntryOnceItsHashesAreTakenAway() throws Exception {
        String example = Files.readString(CatalogueReader.USUAL_FILE).replaceAll("(?m)^#(?=  (- |  )[a-z0-9]+: )", "");
        assertThat(CatalogueReader.read(write(example))).singleElement().satisfies(entry -> {
            assertThat(entry.name()).isEqualTo("pool-pose");
            assertThat(entry.file().address()).hasHost("models.example.org").hasPath("/pool-pose-256x192.onnx");
            assertThat(entry.file().sum().hex()).isEqualTo("0".repeat(64));
            assertThat(entry.licence()).isEqualTo("Apache-2.0");
            assertThat(entry.about()).isEqualTo("Dite-HRNet-18 at 256x192, fine-tuned on swimmers");
        });
    }

    @Test
    void everythingThatIsWrongIsTold() throws Exception {
        Path file = write("""
                models:
                  - {name: a, url: "https://h/a.onnx", sha256: "%1$s", licence: MIT, about: good}
                  - {name: a, url: "https://h/b.onnx", sha256: "%1$s", licence: MIT, about: again}
                  - {name: c, url: "ftp://h/c.onnx", sha256: "%1$s", licence: MIT, about: unreachable}
                  - {name: d, url: "https://h/d.onnx", sha256: 12, license: MIT, about: misspelt}
                  - movenet-thunder
                more: []
                """.formatted("a".repeat(64)));
        assertThatThrownBy(() -> CatalogueReader.read(file)).isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("models[2].name = 'a'", "models[3]", "ftp://h/c.onnx", "models[4].sha256: expected text", "models[4].licence: is missing",
                        "models[4].license: no such property", "models[5]: expected name, url", "more: no such section");
    }

    @Test
    void aMissingFileAndABrokenOneAreNamed() throws Exception {
        assertThatThrownBy(() -> CatalogueReader.read(folder.resolve("none.yaml"))).isInstanceOf(ConfigurationException.class).hasMessageContainingAll("none.yaml", "no such file");
        assertThatThrownBy(() -> CatalogueReader.read(write("models: ["))).isInstanceOf(ConfigurationException.class).hasMessageContaining("not valid YAML");
        assertThatThrownBy(() -> CatalogueReader.read(write("models: yes"))).isInstanceOf(ConfigurationException.class).hasMessageContaining("expected a list");
    }

    @Test
    void anEmptyFileHoldsNothing() throws Exception {
        assertThat(CatalogueReader.read(write(""))).isEmpty();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("models.yaml"), text);
    }
}
