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
 * frame whose pose does not come in time goes out without one, so that the picture goes on when the analysis is away.
 */
final class ShotJoin {

    private static final long PATIENCE_US = 1_500_000;
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

    void poses(PoseFrame poses) {
        Waiting waiting = cameras.get(poses.camera());
        if (waiting == null) {
            return;
        }
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
            Frame newest = null;
            Iterator<Arrived> frames = waiting.frames.values().iterator();
            while (frames.hasNext()) {
                Arrived arrived = frames.next();
                if (nowUs - arrived.atUs < PATIENCE_US) {
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
    }
}
