package dev.posestream.evaluation.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A {@link BenchReport} as JSON: {@code {"rows":[{name,unit,posestream,baseline,ratio,rounds,goal,met}],"notes":[…]}}. */
public final class BenchJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private BenchJson() {}

    public static void write(BenchReport report, Path file) throws IOException {
        ObjectNode json = MAPPER.createObjectNode();
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
