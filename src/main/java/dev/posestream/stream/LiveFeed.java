package dev.posestream.stream;

import dev.posestream.camera.CameraStatus;
import dev.posestream.pose.PoseFrame;
import java.util.Set;

/** What is happening now, for somebody who watches: always the newest, never a backlog. */
public interface LiveFeed extends AutoCloseable {

    /** Called from the feed's own thread; must not block. */
    interface Listener {

        /** A frame of a watched camera, with its people. */
        void shot(Shot shot);

        /** A result of any camera, watched or not. */
        void poses(PoseFrame poses);

        /** A camera's state, once for each known camera after the start and then at each change. */
        void status(CameraStatus status);

        /** Somebody took the camera's state off the topic: it is to be shown no more. */
        void forgotten(String camera);
    }

    /** Begins to read; to be called once. */
    void start(Listener listener);

    /** From now on the frames of these cameras are read, and no others. */
    void watch(Set<String> cameras);

    /** Whether the broker answers. */
    boolean healthy();

    @Override
    void close();
}
