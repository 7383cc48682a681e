package dev.posestream.dashboard;

import dev.posestream.camera.CameraState;
import dev.posestream.camera.CameraStatus;
import dev.posestream.camera.Frame;
import dev.posestream.camera.Picture;
import dev.posestream.camera.WallClock;
import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Person;
import dev.posestream.pose.PoseFrame;
import dev.posestream.stream.LiveFeed;
import dev.posestream.stream.Shot;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A feed that a test drives by hand. */
final class ManualFeed implements LiveFeed {

    static final String SESSION = "0b7c9f04-6a57-4a53-9a0c-2f6f4a3f9d11";
    static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, 1, 2, 3, (byte) 0xFF, (byte) 0xD9};

    volatile Set<String> watched = Set.of();
    private volatile Listener listener;

    void status(String camera, CameraState state, String detail) {
        status(camera, state, detail, WallClock.nowUs());
    }

    void status(String camera, CameraState state, String detail, long atUs) {
        listener.status(new CameraStatus(camera, "rtsp://***@192.0.2.7/1", state, detail, 1_000, atUs, SESSION, 12, 3, 1, 24.5));
    }

    void forgotten(String camera) {
        listener.forgotten(camera);
    }

    void poses(String camera, long seq, long dropped) {
        listener.poses(frame(camera, seq, dropped));
    }

    void shot(String camera, long seq, byte[] jpeg, boolean analysed) {
        listener.shot(new Shot(new Frame(camera, SESSION, seq, new Picture(0, 5_000 + seq, 1280, 720, jpeg), 1, OptionalLong.empty()),
                analysed ? Optional.of(frame(camera, seq, 0)) : Optional.empty()));
    }

    private static PoseFrame frame(String camera, long seq, long dropped) {
        Person person = new Person(7, 0.9304, new Box(412, 88.5, 190.2, 540.1), Collections.nCopies(17, new Keypoint(503.126, 121.7, 0.97)));
        return new PoseFrame(camera, SESSION, seq, 5_000 + seq, 1280, 720, "dite-hrnet-18@256x192", "coco17", 48_210, dropped, List.of(person));
    }

    @Override
    public void start(Listener listener) {
        this.listener = listener;
    }

    @Override
    public void watch(Set<String> cameras) {
        watched = cameras;
    }

    @Override
    public boolean healthy() {
        return true;
    }

    @Override
    public void close() {}
}
