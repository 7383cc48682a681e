package dev.posestream.stream;

import dev.posestream.camera.Frame;
import dev.posestream.pose.PoseFrame;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Brings frames and poses together by session and number, whichever comes first. Shots of a camera come out in order. A
 * frame that a later one has overtaken does not come out. Where no pose comes at all, frames go out without one, so that the
 * picture goes on when the analysis is away.
 */
final class ShotJoin {

    /** So long without any pose, and the analysis of a camera is taken to be away. */
    private static final long PATIENCE_US = 3_000_000;
    /** Then frames go out bare, after this wait. */
    private static final long BARE_US = 1_000_000;
    private static final int MOST_WAITING = 64;

    private final Consumer<Shot> out;
    private final Map<String, Waiting> cameras = new HashMap<>();

    ShotJoin(Consumer<Shot> out) {
        this.out = out;
    }

    /** Forgets all other cameras. */
    void keep(Set<String> watched) {
        cameras.keySet().retainAll(watched);
        watched.forEach(camera -> cameras.computeIfAbsent(camera, c -> new Waiting()));
    }

    void frame(Frame frame, long nowUs) {
        Waiting waiting = cameras.get(frame.camera());
        if (waiting == null) {
            return;
        }
        String id = frame.session() + "/" + frame.seq();
        PoseFrame poses = waiting.poses.remove(id);
        if (poses != null) {
            waiting.frames.clear();
            out.accept(new Shot(frame, Optional.of(poses)));
            return;
        }
        waiting.frames.put(id, new Arrived(frame, nowUs));
        if (waiting.frames.size() > MOST_WAITING) {
            dropFirst(waiting.frames);
        }
    }

    void poses(PoseFrame poses, long nowUs) {
        Waiting waiting = cameras.get(poses.camera());
        if (waiting == null) {
            return;
        }
        waiting.posesAtUs = nowUs;
        String id = poses.session() + "/" + poses.seq();
        Arrived arrived = waiting.frames.get(id);
        if (arrived == null) {
            waiting.poses.put(id, poses);
            if (waiting.poses.size() > MOST_WAITING) {
                dropFirst(waiting.poses);
            }
            return;
        }
        // Everything up to this frame has been passed by: an older one would now go backwards.
        Iterator<String> ids = waiting.frames.keySet().iterator();
        while (ids.hasNext()) {
            boolean reached = ids.next().equals(id);
            ids.remove();
            if (reached) {
                break;
            }
        }
        out.accept(new Shot(arrived.frame, Optional.of(poses)));
    }

    /** Lets go of frames that have waited too long: the newest of them is shown as it is. */
    void flush(long nowUs) {
        for (Waiting waiting : cameras.values()) {
            if (nowUs - waiting.posesAtUs < PATIENCE_US) {
                continue;
            }
            Frame newest = null;
            Iterator<Arrived> frames = waiting.frames.values().iterator();
            while (frames.hasNext()) {
                Arrived arrived = frames.next();
                if (nowUs - arrived.atUs < BARE_US) {
                    break;
                }
                newest = arrived.frame;
                frames.remove();
            }
            if (newest != null) {
                out.accept(new Shot(newest, Optional.empty()));
            }
        }
    }

    private static void dropFirst(Map<String, ?> map) {
        Iterator<String> first = map.keySet().iterator();
        first.next();
        first.remove();
    }

    private record Arrived(Frame frame, long atUs) {}

    private static final class Waiting {
        private final Map<String, Arrived> frames = new LinkedHashMap<>();
        private final Map<String, PoseFrame> poses = new LinkedHashMap<>();
        private long posesAtUs = Long.MIN_VALUE / 2;
    }
}
