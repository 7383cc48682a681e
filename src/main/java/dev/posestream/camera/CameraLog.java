package dev.posestream.camera;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a camera's run tells the log: one warning for each failure, but the same one at most once a minute, and one line when
 * pictures come. The end of a run is not its matter: whoever started the run learns it as a {@link CameraOutcome}.
 */
final class CameraLog {

    private static final Logger LOG = LoggerFactory.getLogger(CameraLog.class);
    private static final long REPEAT_NANOS = Duration.ofMinutes(1).toNanos();

    private static final int REMEMBERED = 16;

    /** A failure that has been told, and how often it came since without being told again. */
    private static final class Told {
        private long atNanos;
        private int unsaid;
    }

    private final Camera camera;
    private final LongSupplier nanoClock;
    private final Map<String, Told> told = new HashMap<>();

    CameraLog(Camera camera) {
        this(camera, System::nanoTime);
    }

    CameraLog(Camera camera, LongSupplier nanoClock) {
        this.camera = camera;
        this.nanoClock = nanoClock;
    }

    /** @param wait until the next attempt, in words */
    void failed(CameraException failure, String wait) {
        warn(failure.getMessage(), "; trying again in " + wait);
    }

    /** It can't be tried for now. */
    void stuck(String problem) {
        warn(problem, "");
    }

    /** After this every failure is news again. */
    void live() {
        LOG.info("camera {} is live", camera);
        told.clear();
    }

    private void warn(String problem, String next) {
        if (told.size() >= REMEMBERED) {
            told.clear();
        }
        long nowNanos = nanoClock.getAsLong();
        Told last = told.get(problem);
        if (last != null && nowNanos - last.atNanos < REPEAT_NANOS) {
            last.unsaid++;
            return;
        }
        LOG.warn("camera {}: {}{}{}", camera.id(), problem, next, last == null || last.unsaid == 0 ? "" : " (the same "
                + last.unsaid + " times since the last such line)");
        Told now = new Told();
        now.atNanos = nowNanos;
        told.put(problem, now);
    }
}
