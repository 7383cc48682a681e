package dev.posestream.network.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteFileTest {

    /** Of "abc", from FIPS 180-4's examples. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void aSumIsThatOfTheStandard(@TempDir Path folder) throws Exception {
        assertThat(Sha256.of(Files.writeString(folder.resolve("abc"), "abc"))).isEqualTo(new Sha256(ABC));
    }

    @Test
    void aSumMayBeWrittenInUpperCase() {
        assertThat(new Sha256(ABC.toUpperCase(Locale.ROOT) + " ")).isEqualTo(new Sha256(ABC));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ba7816bf", "ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0"})
    void whatIsNoSumIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sha256(text)).withMessageContaining("64 hexadecimal digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/m.onnx", "file:///m.onnx", "m.onnx", "https:///m.onnx", "https://user:password@host/m.onnx"})
    void addressesThatAreNotAskedAreRefused(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RemoteFile(URI.create(address), new Sha256(ABC))).withMessageContaining("expected");
    }
}
