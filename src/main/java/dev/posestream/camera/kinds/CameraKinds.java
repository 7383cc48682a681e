package dev.posestream.camera.kinds;

import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraSources;
import dev.posestream.camera.synthetic.SyntheticOptions;
import dev.posestream.camera.synthetic.SyntheticSource;
import java.nio.file.Files;
import java.util.Map;
import java.util.OptionalLong;

/** Every kind of camera there is, FFmpeg's and the drawn ones. */
public final class CameraKinds {

    public static final CameraSources SOURCES = new CameraSources(Map.of("synthetic", SyntheticSource::new));

    private CameraKinds() {}

    /** @throws IllegalArgumentException when the address is of no known kind or has options that do not fit */
    public static void check(Camera camera) {
        SOURCES.check(camera);
        if (drawn(camera)) {
            SyntheticOptions.parse(camera.address());
        }
    }

    /** As {@link #check}, for a camera that is to be run on this machine: also when the address is a file that is not there. */
    public static void checkHere(Camera camera) {
        check(camera);
        if (SOURCES.file(camera).filter(file -> !Files.exists(file)).isPresent()) {
            throw new IllegalArgumentException("camera " + camera.id() + ": no such file: " + camera.address());
        }
    }

    /** Whether it stops by itself: a file that is played once, a drawn scene with an end. */
    public static boolean ends(Camera camera) {
        return drawn(camera) ? SyntheticOptions.parse(camera.address()).ends() : SOURCES.isFile(camera) && !camera.settings().loop();
    }

    /** About how many frames it will give in all; empty where that is not known. */
    public static OptionalLong expectedFrames(Camera camera) {
        if (!drawn(camera)) {
            return SOURCES.expectedFrames(camera);
        }
        SyntheticOptions options = SyntheticOptions.parse(camera.address()).cappedTo(camera.settings().maxFps(), 0);
        return options.frames().isPresent() ? options.frames()
                : options.seconds().stream().mapToLong(seconds -> Math.round(seconds * options.fps())).findFirst();
    }

    /** By options that are known before it is opened. */
    private static boolean drawn(Camera camera) {
        return SyntheticOptions.accepts(camera.address()) && !camera.address().contains("${");
    }
}
