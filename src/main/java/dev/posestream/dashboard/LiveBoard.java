package dev.posestream.dashboard;

import dev.posestream.camera.CameraStatus;
import dev.posestream.pose.PoseFrame;
import dev.posestream.stream.Shot;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What every camera looks like now, by id. Lives on the event loop. */
final class LiveBoard {

    private final Clocks clocks;
    private final AnalysisRates rates;
    private final Map<String, CameraView> cameras = new TreeMap<>();

    LiveBoard(Clocks clocks, AnalysisRates rates) {
        this.clocks = clocks;
        this.rates = rates;
    }

    void put(PoseFrame frame) {
        cameras.put(frame.camera(), known(frame.camera()).with(frame, clocks));
    }

    void put(Shot shot) {
        String camera = shot.frame().camera();
        cameras.computeIfPresent(camera, (id, view) -> view.with(Optional.of(shot)));
    }

    /** A status of the past, as a compacted topic keeps it, changes nothing. */
    void put(CameraStatus status) {
        CameraView view = known(status.camera()).with(status, clocks);
        if (!view.past(clocks)) {
            cameras.put(status.camera(), view);
        }
    }

    private CameraView known(String camera) {
        CameraView view = cameras.get(camera);
        return view == null ? CameraView.unseen(camera) : view;
    }

    Optional<CameraView> camera(String id) {
        return Optional.ofNullable(cameras.get(id));
    }

    /** @return whether it was there */
    boolean forget(String camera) {
        rates.forget(camera);
        return cameras.remove(camera) != null;
    }

    /** The frame of a camera that is no longer read would grow old unseen. */
    void keepShotsOf(Set<String> watched) {
        cameras.replaceAll((id, view) -> watched.contains(id) ? view : view.with(Optional.empty()));
    }

    /** Cameras whose ingest has fallen silent. */
    List<String> silent() {
        return cameras.values().stream().filter(view -> view.silent(clocks)).map(CameraView::id).toList();
    }

    /** Cameras of the past, to be forgotten. */
    List<String> past() {
        return cameras.values().stream().filter(view -> view.past(clocks)).map(CameraView::id).toList();
    }

    /** Empty where there is no such camera. */
    Optional<JsonObject> toJson(String camera) {
        return camera(camera).map(view -> view.toJson(rates.of(camera), clocks));
    }

    JsonArray toJson() {
        JsonArray array = new JsonArray();
        cameras.values().forEach(view -> array.add(view.toJson(rates.of(view.id()), clocks)));
        return array;
    }
}
