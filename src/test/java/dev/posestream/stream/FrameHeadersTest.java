package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posestream.camera.Frame;
import dev.posestream.camera.Picture;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class FrameHeadersTest {

    private static final Frame FRAME = new Frame("lobby", "0b0f4a66-5e2c-4c5e-a1a5-3c1b5b1a2d11", 1042,
            new Picture(40_000, 1_795_368_412_740_966L, 1280, 720, new byte[] {1, 2, 3}), 4, OptionalLong.empty());

    @Test
    void whatIsWrittenReadsBack() throws Exception {
        assertThat(FrameHeaders.read("lobby", FRAME.picture().jpeg(), FrameHeaders.write(FRAME))).isEqualTo(FRAME);
    }

    @Test
    void aReplayedFrameKeepsItsMark() throws Exception {
        Frame replayed = new Frame(FRAME.camera(), FRAME.session(), FRAME.seq(), FRAME.picture(), 1, OptionalLong.of(77));
        assertThat(FrameHeaders.read("lobby", FRAME.picture().jpeg(), FrameHeaders.write(replayed))).isEqualTo(replayed);
    }

    @Test
    void headersAreTextAnyClientCanRead() {
        Headers headers = FrameHeaders.write(FRAME);
        assertThat(new String(headers.lastHeader("captured-us").value(), UTF_8)).isEqualTo("1795368412740966");
        assertThat(new String(headers.lastHeader("seq").value(), UTF_8)).isEqualTo("1042");
        assertThat(new String(headers.lastHeader("content-type").value(), UTF_8)).isEqualTo("image/jpeg");
    }

    @Test
    void everythingThatIsWrongIsNamed() {
        Headers headers = FrameHeaders.write(FRAME);
        headers.remove("session");
        headers.remove("seq").add("seq", "many".getBytes(UTF_8));
        headers.remove("width").add("width", "-4".getBytes(UTF_8));
        assertThatThrownBy(() -> FrameHeaders.read(null, null, headers)).isInstanceOf(BadRecordException.class)
                .hasMessageContainingAll("key is", "value", "session", "seq is 'many'", "width is '-4'");
    }

    @Test
    void aForeignRecordIsRefused() {
        assertThatThrownBy(() -> FrameHeaders.read("lobby", "hello".getBytes(UTF_8), new RecordHeaders()))
                .isInstanceOf(BadRecordException.class).hasMessageContaining("not a frame");
    }
}
