package dev.posestream.dashboard;

import dev.posestream.pose.PoseFrame;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A meter for each camera. Every result must come by here, also those that no viewer is told of. Used by any thread. */
final class AnalysisRates {

    private final Clocks clocks;
    private final Map<String, AnalysisMeter> meters = new ConcurrentHashMap<>();

    AnalysisRates(Clocks clocks) {
        this.clocks = clocks;
    }

    void add(PoseFrame frame) {
        long now = clocks.nanos();
        meters.computeIfAbsent(frame.camera(), camera -> new AnalysisMeter(now)).add(now, frame.dropped());
    }

    AnalysisRate of(String camera) {
        AnalysisMeter meter = meters.get(camera);
        return meter == null ? AnalysisRate.NONE : meter.rate(clocks.nanos());
    }

    void forget(String camera) {
        meters.remove(camera);
    }
}
