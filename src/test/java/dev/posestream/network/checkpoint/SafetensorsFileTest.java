package dev.posestream.network.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        Path file = Files.write(folder.resolve("weights"), SafetensorsFile.write(Stored.EXAMPLE));
        assertThat(CheckpointKind.of(file)).isEqualTo(CheckpointKind.SAFETENSORS);
        Stored.assertExample(SafetensorsFile.open(file));
    }

    /** The header's length 0x0280 is written as the bytes with which a pickle of protocol 2 begins. */
    @Test
    void aHeaderWhoseLengthLooksLikeAPickleIsNone() throws Exception {
        String header = String.format("%-640s", "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}");
        Path file = file(header, "0000c0bf");
        assertThat(Files.readAllBytes(file)).startsWith(0x80, 0x02);
        assertThat(CheckpointKind.of(file)).isEqualTo(CheckpointKind.SAFETENSORS);
    }

    @Test
    void theNumbersBeginWhereTheirKindMay() {
        ByteBuffer bytes = ByteBuffer.wrap(SafetensorsFile.write(Stored.EXAMPLE)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getLong(0) % 8).isZero();
        assertThat(bytes.getLong(8 + (int) bytes.getLong(0))).as("64-bit numbers come first").isEqualTo(1L << 40);
    }

    /** Bytes as numpy and PyTorch write these numbers. */
    @ParameterizedTest
    @CsvSource({
        "F64, 000000000000f8bf, -1.5",
        "F32, 0000c0bf, -1.5",
        "F16, 00be, -1.5",
        "F16, 0100, 5.9604645e-8",
        "BF16, c0bf, -1.5"})
    void readsFloatingPointNumbersOfEveryWidth(String type, String bytes, float value) throws Exception {
        Tensor tensor = SafetensorsFile.open(file("{'a':{'dtype':'" + type + "','shape':[1],'data_offsets':[0," + bytes.length() / 2 + "]}}", bytes))
                .tensors().get("a");
        assertThat(((Tensor.Floats) tensor).values()).containsExactly(value);
    }

    @ParameterizedTest
    @CsvSource({"I64, feffffffffffffff, -2", "I32, feffffff, -2", "U8, fe, 254", "BOOL, 01, 1"})
    void readsWholeNumbersOfEveryWidth(String type, String bytes, long value) throws Exception {
        Tensor tensor = SafetensorsFile.open(file("{'a':{'dtype':'" + type + "','shape':[],'data_offsets':[0," + bytes.length() / 2 + "]}}", bytes))
                .tensors().get("a");
        assertThat(((Tensor.Longs) tensor).values()).containsExactly(value);
        assertThat(tensor.shape()).isEqualTo(List.of());
    }

    @Test
    void readsNotes() throws Exception {
        StoredTensors stored = SafetensorsFile.open(file("{'__metadata__':{'arch':'x'},'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}}", "00"));
        assertThat(stored.notes()).isEqualTo(Map.of("arch", "x"));
        assertThat(stored.tensors()).containsOnlyKeys("a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | b begins at byte 4, expected 8",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | a begins at byte 4, expected 0",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 4 bytes behind its last tensor",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}} | cut short: a lies from byte 0 to 12",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} | a has shape [3] of F32 and lies from byte 0 to 8",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | a has shape [2]",
        "{'a':{'dtype':'F32','shape':[2000000000,2000000000,4],'data_offsets':[0,8]}} | a has shape",
        "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | a is",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}} | a is",
        "{'a':{'dtype':'F4','shape':[16],'data_offsets':[0,8]}} | a has dtype 'F4', expected one of [F32",
        "{'a':7} | a has dtype ''",
        "{'a':{},'a':{}} | Duplicate",
        "{'a': | no JSON"})
    void refusesEntriesThatDoNotFit(String header, String why) throws IOException {
        Path file = file(header, "0000000000000000");
        assertThatThrownBy(() -> SafetensorsFile.open(file)).isInstanceOf(BadCheckpointException.class).hasMessageContaining(file.toString())
                .hasMessageContaining(why);
    }

    @Test
    void refusesAFileThatIsCutShortInItsHeader() throws IOException {
        byte[] whole = SafetensorsFile.write(Stored.EXAMPLE);
        for (int length : new int[] {9, 40}) {
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> CheckpointKind.of(cut).open(cut)).isInstanceOf(BadCheckpointException.class).hasMessageContaining("cut short");
        }
    }

    /** @param header with ' for " */
    private Path file(String header, String numbers) throws IOException {
        byte[] json = header.replace('\'', '"').getBytes(UTF_8);
        byte[] bytes = HexFormat.of().parseHex(numbers);
        return Files.write(folder.resolve("weights.safetensors"), ByteBuffer.allocate(8 + json.length + bytes.length).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length).put(json).put(bytes).array());
    }
}
