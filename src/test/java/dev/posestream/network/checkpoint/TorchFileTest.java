package dev.posestream.network.checkpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles are written here in the letters of protocol 2, as Python's pickletools names them. */
class TorchFileTest {

    /** {'state_dict': OrderedDict([('w', tensor of shape [2, 3], strides as given)])}, as torch.save writes it. */
    private static String stateDict(String shape, String strides) {
        return "\u0080\u0002}X\n\0\0\0state_dictccollections\nOrderedDict\n)RX\u0001\0\0\0w" + "ctorch._utils\n_rebuild_tensor_v2\n"
                + "((X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\u00000X\u0003\0\0\0cpuK\u0006tQK\0" + shape + strides
                + "\u0089ccollections\nOrderedDict\n)RtRss.";
    }

    @TempDir
    Path folder;

    @Test
    void readsTensorsInTheirShape() throws Exception {
        Map<String, Tensor> tensors = TorchFile.read(file(stateDict("K\u0002K\u0003\u0086", "K\u0003K\u0001\u0086"), 1, 2, 3, 4, 5, 6));
        assertThat(tensors).containsOnlyKeys("w");
        Tensor.Floats w = (Tensor.Floats) tensors.get("w");
        assertThat(w.shape()).isEqualTo(List.of(2, 3));
        assertThat(w.values()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void readsATransposedTensorRowByRow() throws Exception {
        Tensor.Floats w = (Tensor.Floats) TorchFile.read(file(stateDict("K\u0003K\u0002\u0086", "K\u0001K\u0003\u0086"), 1, 2, 3, 4, 5, 6)).get("w");
        assertThat(w.values()).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\u0080\u0002cos\nsystem\nX\u0004\0\0\0true\u0085R.",
        "\u0080\u0004\u008c\u0002os\u008c\u0006system\u0093\u008c\u0004true\u0085R.",
        "cbuiltins\neval\n(S'1'\ntR.",
        "(S'true'\nios\nsystem\n.",
        "\u0080\u0002ctorch.storage\n_load_from_bytes\nX\u0001\0\0\0x\u0085R."})
    void refusesAPickleThatAsksForAnythingButTensors(String pickle) throws IOException {
        Path file = file(pickle);
        assertThatThrownBy(() -> TorchFile.read(file)).isInstanceOf(BadCheckpointException.class).hasMessageContaining(file.toString())
                .hasMessageContaining("tensors");
    }

    /** A list that holds itself; one that holds twice a list that holds twice a list …, sixty deep; a list in itself, two hundred thousand deep. */
    @ParameterizedTest
    @ValueSource(strings = {"itself", "twice", "deep"})
    void refusesKeysThatTakeForeverToCompare(String kind) throws IOException {
        String key = switch (kind) {
            case "itself" -> "]q\0h\0a";
            case "twice" -> "]q\0" + "0(h\0h\0lq\0".repeat(60);
            default -> "]".repeat(200_000) + "a".repeat(199_999);
        };
        Path file = file("\u0080\u0002}" + key + "K\u0001s.");
        assertThatThrownBy(() -> TorchFile.read(file)).isInstanceOf(BadCheckpointException.class).hasMessageContaining("keys that are neither texts nor numbers");
    }

    @Test
    void refusesAShapeThatItsNumbersDoNotFill() throws IOException {
        Path file = file(stateDict("K\u0002K\u0004\u0086", "K\u0004K\u0001\u0086"), 1, 2, 3, 4, 5, 6);
        assertThatThrownBy(() -> TorchFile.read(file)).isInstanceOf(BadCheckpointException.class).hasMessageContaining("the numbers of w do not fit");
    }

    @Test
    void refusesAFileThatIsCutShortOrNone() throws IOException {
        Path whole = file(stateDict("K\u0002K\u0003\u0086", "K\u0003K\u0001\u0086"), 1, 2, 3, 4, 5, 6);
        Path cut = folder.resolve("cut.pth");
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> TorchFile.read(cut)).isInstanceOf(BadCheckpointException.class).hasMessageContaining("cut.pth");
        assertThatThrownBy(() -> TorchFile.read(folder.resolve("none.pth"))).isInstanceOf(BadCheckpointException.class).hasMessageContaining("does not exist");
        Path text = Files.writeString(folder.resolve("text.pth"), "no checkpoint");
        assertThatThrownBy(() -> TorchFile.read(text)).isInstanceOf(BadCheckpointException.class).hasMessageContaining("no PyTorch checkpoint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"state_dict", "model", "net", "state_dict_ema"})
    void findsTheWeightsWhereProgramsKeepThem(String place) throws Exception {
        String pickle = stateDict("K\u0002K\u0003\u0086", "K\u0003K\u0001\u0086").replace("X\n\0\0\0state_dict", "X" + (char) place.length() + "\0\0\0" + place);
        assertThat(TorchFile.read(file(pickle, 1, 2, 3, 4, 5, 6))).containsOnlyKeys("w");
    }

    @Test
    void prefersTheStateDictionaryToWhatLiesBesideIt() throws Exception {
        String w = stateDict("K\u0002K\u0003\u0086", "K\u0003K\u0001\u0086").substring(3).replace("s.", "");
        String other = w.replace("X\n\0\0\0state_dict", "X\u0005\0\0\0model").replace("X\u0001\0\0\0w", "X\u0001\0\0\0v");
        assertThat(TorchFile.read(file("\u0080\u0002}" + other + "s" + w + "s.", 1, 2, 3, 4, 5, 6))).containsOnlyKeys("w");
    }

    @Test
    void keepsTheTextsOfMeta() throws Exception {
        String pickle = stateDict("K\u0002K\u0003\u0086", "K\u0003K\u0001\u0086");
        String meta = "X\u0004\0\0\0meta}X\u0004\0\0\0archX\u0001\0\0\0xsX\u0005\0\0\0epochK\u0007ss";
        assertThat(TorchFile.open(file("\u0080\u0002}" + meta + pickle.substring(3), 1, 2, 3, 4, 5, 6)).notes()).isEqualTo(Map.of("arch", "x"));
    }

    @Test
    void refusesAShapeBelowNothing() throws IOException {
        Path file = file(stateDict("J\u00ff\u00ff\u00ff\u00ffK\u0003\u0086", "K\u0003K\u0001\u0086"), 1, 2, 3);
        assertThatThrownBy(() -> TorchFile.read(file)).isInstanceOf(BadCheckpointException.class).hasMessageContaining("the numbers of w do not fit");
    }

    /** The storage says that it has 6 numbers. */
    @Test
    void readsNoMoreNumbersThanAStorageSays() throws IOException {
        Path file = file(stateDict("K\u0002K\u0003\u0086", "K\u0003K\u0001\u0086"), new float[100_000]);
        assertThatThrownBy(() -> TorchFile.read(file)).isInstanceOf(BadCheckpointException.class).hasMessageContaining("longer than the 24 bytes");
    }

    @Test
    void tellsHowToSaveABarePickleAnew() throws IOException {
        Path file = Files.write(folder.resolve("old.pth"), "\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.".getBytes(ISO_8859_1));
        assertThatThrownBy(() -> CheckpointKind.of(file)).isInstanceOf(BadCheckpointException.class).hasMessageContaining("torch.save(torch.load(");
    }

    private Path file(String pickle, float... numbers) throws IOException {
        Path file = folder.resolve("checkpoint.pth");
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            zip.write(pickle.getBytes(ISO_8859_1));
            zip.putNextEntry(new ZipEntry("archive/data/0"));
            ByteBuffer bytes = ByteBuffer.allocate(numbers.length * 4).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(numbers);
            zip.write(bytes.array());
        }
        return file;
    }
}
