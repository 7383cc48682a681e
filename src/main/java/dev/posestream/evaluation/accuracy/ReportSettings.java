package dev.posestream.evaluation.accuracy;

import dev.posestream.inference.Networks;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a report says of how it came about, under the names of the command's options. */
final class ReportSettings {

    private ReportSettings() {}

    static Map<String, Object> of(AccuracySettings settings, PoseModel model, Networks networks) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("annotations", settings.annotations().toString());
        all.put("pose-model", model.description().name());
        all.put("decoder", model.description().decoder().label());
        all.put("padding", model.description().padding());
        all.put("cell-offset", model.description().cellOffset());
        all.put("boxes", settings.boxes().label());
        if (settings.boxes() == PersonBoxes.DETECTOR) {
            all.put("person-model", networks.personDetector().model().name());
            all.put("detector-side", settings.inference().detectorSide());
            all.put("detector-score", settings.inference().detectorScore());
        }
        all.put("flip-test", settings.inference().flipTest());
        all.put("device", networks.device().toString());
        return all;
    }

    static Map<String, Object> ofResults(AccuracySettings settings) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("annotations", settings.annotations().toString());
        all.put("results", settings.results().orElseThrow().toString());
        return all;
    }
}
