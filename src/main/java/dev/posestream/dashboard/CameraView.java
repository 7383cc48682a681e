package dev.posestream.dashboard;

import dev.posestream.camera.CameraState;
import dev.posestream.camera.CameraStatus;
import dev.posestream.pose.PoseFrame;
import dev.posestream.stream.Shot;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/**
 * All that is known of one camera at this moment.
 *
 * @param id      camera id
 * @param status  empty while only results of it were seen
 * @param heardNanos when the status came, by System.nanoTime
 * @param poses   its newest result
 * @param shot    its newest frame, while somebody watches it
 * @param dropped frames not analysed because they came too late, since this dashboard began to listen
 */
record CameraView(String id, Optional<CameraStatus> status, long heardNanos, Optional<PoseFrame> poses, Optional<Shot> shot, long dropped) {

    /** A camera's state is told every two seconds. */
    private static final long SILENCE_NANOS = 10_000_000_000L;

    static CameraView unseen(String id) {
        return new CameraView(id, Optional.empty(), System.nanoTime(), Optional.empty(), Optional.empty(), 0);
    }

    CameraView with(CameraStatus newest) {
        return new CameraView(id, Optional.of(newest), System.nanoTime(), poses, shot, dropped);
    }

    CameraView with(PoseFrame newest, long allDropped) {
        return new CameraView(id, status, heardNanos, Optional.of(newest), shot, allDropped);
    }

    CameraView with(Optional<Shot> newest) {
        return new CameraView(id, status, heardNanos, poses, newest, dropped);
    }

    /** Whether whoever captures it has fallen silent, without having said that it ended. */
    boolean silent() {
        return status.isPresent() && status.get().state() != CameraState.ENDED && System.nanoTime() - heardNanos > SILENCE_NANOS;
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject().put("camera", id);
        status.ifPresentOrElse(s -> json.put("state", s.state().name().toLowerCase(Locale.ROOT))
                        .put("address", s.address()).put("detail", s.detail())
                        .put("sinceUs", s.sinceUs()).put("atUs", s.atUs()).put("session", s.session())
                        .put("frames", s.frames()).put("lost", s.lost()).put("reconnects", s.reconnects()).put("fps", s.fps()),
                () -> json.put("state", "unknown"));
        if (silent()) {
            json.put("state", "unknown").put("detail", "nothing is heard from its ingest").put("fps", 0);
        }
        json.put("dropped", dropped);
        poses.ifPresent(p -> json.put("latencyUs", p.latencyUs()).put("people", p.people().size()).put("model", p.model()));
        return json;
    }
}
