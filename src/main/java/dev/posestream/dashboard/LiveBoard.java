package dev.posestream.dashboard;

import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What every camera looks like now, by id. Lives on the event loop. */
final class LiveBoard {

    private final Map<String, CameraView> cameras = new TreeMap<>();

    CameraView update(String camera, UnaryOperator<CameraView> change) {
        return cameras.compute(camera, (id, view) -> change.apply(view == null ? CameraView.unseen(id) : view));
    }

    Optional<CameraView> camera(String id) {
        return Optional.ofNullable(cameras.get(id));
    }

    /** The frame of a camera that is no longer read would grow old unseen. */
    void keepShotsOf(Set<String> watched) {
        cameras.replaceAll((id, view) -> watched.contains(id) ? view : view.with(Optional.empty()));
    }

    List<CameraView> silent() {
        return cameras.values().stream().filter(CameraView::silent).toList();
    }

    JsonArray toJson() {
        JsonArray array = new JsonArray();
        cameras.values().forEach(view -> array.add(view.toJson()));
        return array;
    }
}
