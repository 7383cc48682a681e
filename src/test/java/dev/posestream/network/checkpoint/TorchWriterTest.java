package dev.posestream.network.checkpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchWriterTest {

    /** In the letters of protocol 2; PyTorch 2.13 loads it with weights_only=True. */
    private static final String PICKLE = "\u0080\u0002}(X\u0004\0\0\0meta}(X\u0004\0\0\0archX\u0004\0\0\0tinyu"
            + "X\n\0\0\0state_dictccollections\nOrderedDict\n)R("
            + "X\u0001\0\0\0wctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\u00000X\u0003\0\0\0cpuJ\u0006\0\0\0tQ"
            + "J\0\0\0\0(J\u0002\0\0\0J\u0003\0\0\0t(J\u0003\0\0\0J\u0001\0\0\0t\u0089ccollections\nOrderedDict\n)RtR"
            + "X\u0001\0\0\0nctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\nLongStorage\nX\u0001\0\0\u00001X\u0003\0\0\0cpuJ\u0001\0\0\0tQ"
            + "J\0\0\0\0(t(t\u0089ccollections\nOrderedDict\n)RtR" + "uu.";

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        Stored.assertExample(TorchFile.open(Files.write(folder.resolve("checkpoint.pth"), TorchWriter.write(Stored.EXAMPLE))));
    }

    @Test
    void theSameTensorsGiveTheSameBytes() {
        assertThat(TorchWriter.write(Stored.EXAMPLE)).isEqualTo(TorchWriter.write(Stored.EXAMPLE));
    }

    @Test
    void theArchiveHasThePartsThatPyTorchLooksFor() throws Exception {
        Path file = Files.write(folder.resolve("checkpoint.pth"), TorchWriter.write(Stored.EXAMPLE));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("archive/data.pkl", "archive/.format_version", "archive/.storage_alignment",
                    "archive/byteorder", "archive/data/0", "archive/data/1", "archive/version");
            assertThat(zip.stream().map(ZipEntry::getMethod)).containsOnly(ZipEntry.STORED);
            assertThat(new String(zip.getInputStream(zip.getEntry("archive/data.pkl")).readAllBytes(), ISO_8859_1)).isEqualTo(PICKLE);
            assertThat(new String(zip.getInputStream(zip.getEntry("archive/version")).readAllBytes(), US_ASCII)).isEqualTo("3\n");
        }
    }

    /** PyTorch maps a file into memory and takes the numbers where they lie. */
    @Test
    void numbersBeginAtMultiplesOf64Bytes() {
        byte[] bytes = TorchWriter.write(Stored.EXAMPLE);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        String text = new String(bytes, ISO_8859_1);
        for (String name : List.of("archive/data/0", "archive/data/1")) {
            int header = text.indexOf(name) - 30;
            int start = header + 30 + buffer.getShort(header + 26) + buffer.getShort(header + 28);
            assertThat(buffer.getInt(header)).as("a local header of the zip format").isEqualTo(0x04034b50);
            assertThat(start % 64).isZero();
        }
    }
}
