package dev.posestream.dashboard;

import dev.posestream.camera.CameraState;
import dev.posestream.camera.CameraStatus;
import dev.posestream.pose.PoseFrame;
import dev.posestream.stream.Shot;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known of one camera.
 *
 * @param id         camera id
 * @param status     empty while only results of it were seen
 * @param heardNanos when the status came, by {@link Clocks#nanos()}
 * @param lastUs     its last sign of life: when its status was written or a result of it came, microseconds since the epoch
 * @param poses      its newest result
 * @param shot       its newest frame, while somebody watches it
 */
record CameraView(String id, Optional<CameraStatus> status, long heardNanos, long lastUs, Optional<PoseFrame> poses, Optional<Shot> shot) {

    /** A camera's state is told every two seconds. */
    private static final long SILENCE_NANOS = 10_000_000_000L;
    /** Whoever watched a file to its end still finds how it ended; who comes later finds no cameras of earlier runs. */
    private static final long ENDED_SHOWN_US = 10 * 60 * 1_000_000L;
    /** Nobody said that this one was taken away, so it may be missed; after a day whoever misses it has seen it. */
    private static final long SILENT_SHOWN_US = 24 * 60 * 60 * 1_000_000L;

    static CameraView unseen(String id) {
        return new CameraView(id, Optional.empty(), 0, Long.MIN_VALUE, Optional.empty(), Optional.empty());
    }

    CameraView with(CameraStatus newest, Clocks clocks) {
        return new CameraView(id, Optional.of(newest), clocks.nanos(), Math.max(lastUs, newest.atUs()), poses, shot);
    }

    CameraView with(PoseFrame newest, Clocks clocks) {
        return new CameraView(id, status, heardNanos, Math.max(lastUs, clocks.wallUs()), Optional.of(newest), shot);
    }

    CameraView with(Optional<Shot> newest) {
        return new CameraView(id, status, heardNanos, lastUs, poses, newest);
    }

    /** Whether whoever captures it has fallen silent, without having said that it ended or failed: a file that can't be played fails for good. */
    boolean silent(Clocks clocks) {
        return status.filter(s -> s.state() != CameraState.ENDED && s.state() != CameraState.FAILED).isPresent() && clocks.nanos() - heardNanos > SILENCE_NANOS;
    }

    /** Whether it is of the past: nothing has been heard of it for so long that it is not to be shown any more. */
    boolean past(Clocks clocks) {
        boolean ended = status.isPresent() && status.get().state() == CameraState.ENDED;
        return clocks.wallUs() - lastUs > (ended ? ENDED_SHOWN_US : SILENT_SHOWN_US);
    }

    JsonObject toJson(AnalysisRate rate, Clocks clocks) {
        JsonObject json = new JsonObject().put("camera", id);
        status.ifPresentOrElse(s -> json.put("state", s.state().name().toLowerCase(Locale.ROOT))
                        .put("address", s.address()).put("detail", s.detail())
                        .put("sinceUs", s.sinceUs()).put("atUs", s.atUs()).put("session", s.session())
                        .put("frames", s.frames()).put("lost", s.lost()).put("reconnects", s.reconnects()).put("fps", s.fps()),
                () -> json.put("state", "unknown"));
        if (silent(clocks)) {
            json.put("state", "unknown").put("detail", "nothing is heard from its ingest").put("fps", 0);
        }
        rate.putInto(json);
        poses.ifPresent(p -> json.put("latencyUs", p.latencyUs()).put("people", p.people().size()).put("model", p.model()));
        return json;
    }
}
