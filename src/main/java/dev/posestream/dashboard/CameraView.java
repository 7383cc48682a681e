package dev.posestream.dashboard;

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
 * @param poses   its newest result
 * @param shot    its newest frame, while somebody watches it
 * @param dropped frames not analysed because they came too late, since this dashboard began to listen
 */
record CameraView(String id, Optional<CameraStatus> status, Optional<PoseFrame> poses, Optional<Shot> shot, long dropped) {

    static CameraView unseen(String id) {
        return new CameraView(id, Optional.empty(), Optional.empty(), Optional.empty(), 0);
    }

    CameraView with(CameraStatus newest) {
        return new CameraView(id, Optional.of(newest), poses, shot, dropped);
    }

    CameraView with(PoseFrame newest, long allDropped) {
        return new CameraView(id, status, Optional.of(newest), shot, allDropped);
    }

    CameraView with(Optional<Shot> newest) {
        return new CameraView(id, status, poses, newest, dropped);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject().put("camera", id);
        status.ifPresentOrElse(s -> json.put("state", s.state().name().toLowerCase(Locale.ROOT))
                        .put("address", s.address()).put("detail", s.detail())
                        .put("sinceUs", s.sinceUs()).put("atUs", s.atUs()).put("session", s.session())
                        .put("frames", s.frames()).put("lost", s.lost()).put("reconnects", s.reconnects()).put("fps", s.fps()),
                () -> json.put("state", "unknown"));
        json.put("dropped", dropped);
        poses.ifPresent(p -> json.put("latencyUs", p.latencyUs()).put("people", p.people().size()).put("model", p.model()));
        return json;
    }
}
