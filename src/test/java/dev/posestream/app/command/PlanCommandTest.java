package dev.posestream.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {

    @TempDir
    Path folder;

    private record Result(int code, String out, String err) {}

    @Test
    void withoutAMeasurementItSaysLoudlyWhoseFiguresTheseAre() {
        Result result = plan("--cameras", "2", "--fps", "2", "--people", "1");
        assertThat(result.code).isZero();
        assertThat(result.out).startsWith("THESE ARE FIGURES OF ANOTHER MACHINE").contains("bench --only capture,analysis --json", "--partitions", "--frames-bytes", "--threads");
    }

    @Test
    void withAMeasurementItCountsInItsFigures() throws IOException {
        Result result = plan("--cameras", "2", "--fps", "2", "--people", "1", "--measured", measured("frameBytes", "12345"), "--json", folder.resolve("p.json").toString());
        assertThat(result.code).isZero();
        assertThat(result.out).doesNotContain("ANOTHER MACHINE").contains("12345 + 250 for key and headers");
        assertThat(new ObjectMapper().readTree(folder.resolve("p.json").toFile()).at("/needed/brokers").asInt()).isEqualTo(3);
    }

    @Test
    void whatNoMachineOfThisKindCanDoEndsWithOne() {
        Result result = plan("--cameras", "2", "--fps", "900", "--people", "1");
        assertThat(result.code).isEqualTo(1);
        assertThat(result.out).containsSubsequence("IT WILL NOT DO: a camera of 900 fps", "cameras × 900 fps").doesNotContain("Needed", "Settings", "posestream run' where");
    }

    @Test
    void eachWrongInputIsOneLine() throws IOException {
        Path notes = Files.writeString(folder.resolve("notes.txt"), "hello");
        Path other = Files.writeString(folder.resolve("other.json"), "{\"a\":1}");
        Path older = Files.writeString(folder.resolve("older.json"), "{\"rows\":[],\"notes\":[]}");
        assertThat(refused("--fps", "-1")).contains("fps is -1");
        assertThat(refused("--headroom", "1.5")).contains("headroom", "0 to 0.9");
        assertThat(refused("--frame-bytes", "many")).contains("--frame-bytes", "expected a size");
        assertThat(refused("--frames-retention", "soon")).contains("--frames-retention", "expected a duration");
        assertThat(refused("--cameras", "x")).contains("--cameras");
        assertThat(refused("--measured", folder.resolve("none.json").toString())).contains("none.json", "no such file");
        assertThat(refused("--measured", notes.toString())).contains("notes.txt is no JSON");
        assertThat(refused("--measured", other.toString())).contains("other.json is no result of a bench");
        assertThat(refused("--measured", older.toString())).contains("older.json does not say which machine");
        assertThat(refused("--measured", measured("poseMs", null))).contains("no figure poseMs", "the part analysis");
        assertThat(refused("--measured", measured("poseMs", "0"))).contains("poseMs is 0");
        assertThat(refused("--measured", measured("poseMs", "\"fast\""))).contains("poseMs is \"fast\"");
    }

    private String refused(String... changed) {
        List<String> arguments = new ArrayList<>();
        Map<String, String> usual = new java.util.LinkedHashMap<>(Map.of("--cameras", "2", "--fps", "2", "--people", "1"));
        usual.put(changed[0], changed[1]);
        usual.forEach((option, value) -> arguments.addAll(List.of(option, value)));
        Result result = plan(arguments.toArray(String[]::new));
        assertThat(result.code).isEqualTo(2);
        assertThat(result.out).isEmpty();
        return result.err.lines().filter(line -> !line.startsWith("See '")).reduce((a, b) -> {
            throw new AssertionError("more than one line: " + result.err);
        }).orElseThrow();
    }

    /** The built-in figures with one changed, or without it. */
    private String measured(String figure, String value) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        try (InputStream reference = PlanCommand.class.getResourceAsStream("/capacity/reference.json")) {
            JsonNode json = mapper.readTree(reference);
            ObjectNode figures = (ObjectNode) json.get("figures");
            figures.remove(figure);
            if (value != null) {
                figures.set(figure, mapper.readTree(value));
            }
            return Files.writeString(folder.resolve("bench.json"), json.toString()).toString();
        }
    }

    private static Result plan(String... arguments) {
        List<String> all = new ArrayList<>(List.of("plan"));
        all.addAll(List.of(arguments));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = PoseStreamCommand.execute(Map.of(), new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
                all.toArray(String[]::new));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
