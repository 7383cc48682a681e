package dev.posestream.evaluation.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.posestream.evaluation.capacity.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;

/**
 * A {@link BenchReport} as JSON: {@code {"machine":{processor,cores,system,java},"date":…,"models":…,"figures":{…},
 * "rows":[{name,unit,posestream,baseline,ratio,rounds,goal,met}],"notes":[…]}}. The figures are those of {@link Figure}.
 */
public final class BenchJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private BenchJson() {}

    public static void write(BenchReport report, BenchSettings settings, Path file) throws IOException {
        ObjectNode json = MAPPER.createObjectNode();
        ThisMachine machine = ThisMachine.look();
        json.putObject("machine").put("processor", machine.processor()).put("cores", machine.cores()).put("system", machine.system())
                .put("java", machine.java());
        json.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        json.put("models", settings.inference().poseModel() + " and " + settings.inference().personModel() + ", device " + settings.inference().device());
        ObjectNode figures = json.putObject("figures");
        new TreeMap<>(report.figures()).forEach((figure, value) -> figures.put(figure.label(), value));
        ArrayNode rows = json.putArray("rows");
        for (Row row : report.rows()) {
            ObjectNode node = rows.addObject().put("name", row.name()).put("unit", row.unit())
                    .put("posestream", row.candidate()).put("baseline", row.baseline()).put("ratio", row.ratio());
            row.rounds().forEach(node.putArray("rounds")::add);
            row.goal().ifPresent(goal -> node.put("goal", goal.toString()).put("met", goal.met(row.ratio())));
        }
        report.notes().forEach(json.putArray("notes")::add);
        Files.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    }
}
