package dev.posestream.dashboard;

import io.vertx.core.json.JsonObject;

/**
 * How the analysis keeps up with a camera.
 *
 * @param fps            frames analysed a second, over the last five seconds
 * @param analysedLately frames analysed in the last ten seconds
 * @param droppedLately  frames not analysed because the analysis can't keep up, reported in the last ten seconds
 * @param dropped        the same since this dashboard began to listen
 */
record AnalysisRate(double fps, long analysedLately, long droppedLately, long dropped) {

    static final AnalysisRate NONE = new AnalysisRate(0, 0, 0, 0);

    void putInto(JsonObject json) {
        json.put("analysedFps", Math.round(fps * 10) / 10.0).put("analysedLately", analysedLately)
                .put("droppedLately", droppedLately).put("dropped", dropped);
    }
}
