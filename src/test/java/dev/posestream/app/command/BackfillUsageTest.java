package dev.posestream.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackfillUsageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--from 2026-11-20T08:00|add --output TOPIC",
        "--camera lobby|add --output TOPIC",
        "--output poses-v2 --from 8:00|expected such as 2026-11-20T08:00",
        "--output poses-v2 --from 2999-01-01T00:00Z|is in the future",
        "--output poses-v2 --to 2999-01-01T00:00Z|is in the future",
        "--output poses-v2 --from 2026-11-20T09:00Z --to 2026-11-20T08:00Z|is not before --to",
        "--output poses-v2 --camera no/camera|is no camera's id",
        "--output frames|is one of PoseStream's own topics",
        "--output a:b|is no topic's name"})
    void whatMakesNoSenseIsRefusedBeforeKafkaIsAsked(String arguments, String expected) {
        List<String> all = new ArrayList<>(List.of("analyze", "--bootstrap-servers", "127.0.0.1:1"));
        all.addAll(List.of(arguments.split(" ")));
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = PoseStreamCommand.execute(Map.of(), new PrintStream(new ByteArrayOutputStream(), true, UTF_8), new PrintStream(err, true, UTF_8),
                all.toArray(String[]::new));
        assertThat(err.toString(UTF_8)).contains(expected).doesNotContainPattern("\\d\\.\\d+Z");
        assertThat(code).isEqualTo(2);
    }
}
