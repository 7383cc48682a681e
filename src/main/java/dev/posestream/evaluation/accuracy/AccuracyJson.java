package dev.posestream.evaluation.accuracy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.posestream.network.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An {@link AccuracyReport} as JSON: {@code {"settings":{…},"pictures":n,"people":n,"poses":n,"seconds":s,"peoplePerSecond":r,"keypoints":{"AP":…},…}}.
 */
final class AccuracyJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private AccuracyJson() {}

    /** Writes the whole file or none. */
    static void write(AccuracyReport report, Path file) throws IOException {
        ObjectNode json = MAPPER.createObjectNode();
        json.set("settings", MAPPER.valueToTree(report.settings()));
        json.put("pictures", report.pictures()).put("people", report.people()).put("poses", report.poses())
                .put("seconds", report.seconds()).put("peoplePerSecond", report.posesPerSecond());
        report.figures().forEach((what, figures) -> json.set(what, MAPPER.valueToTree(figures)));
        AtomicFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    }
}
