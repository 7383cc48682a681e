package dev.posestream.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelfTestCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void sendsPosesOfADrawnCameraToKafkaAndToThePage() {
        assertThat(run("self-test", "--device", "cpu")).isZero();
        assertThat(out.toString(UTF_8)).contains("people in a frame of 1280x720", "the page gets its pictures", "all is well");
    }

    @Test
    void failsForAFileThatIsNotThere() {
        assertThat(run("self-test", "--camera", "clip=no-such-file.mp4")).isNotZero();
        assertThat(out + "" + err).contains("no-such-file.mp4");
    }

    private int run(String... arguments) {
        return PoseStreamCommand.execute(Map.of(), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), arguments);
    }
}
