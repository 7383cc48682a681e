package dev.posestream.camera;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads sources to their end, in tests. */
final class Sources {

    private Sources() {}

    /** Opens the source, reads up to so many pictures and closes it. */
    static List<Picture> read(CameraSource source, int most) throws CameraException {
        List<Picture> pictures = new ArrayList<>();
        try (source) {
            source.open();
            while (pictures.size() < most) {
                Optional<Picture> picture = source.read();
                if (picture.isEmpty()) {
                    break;
                }
                pictures.add(picture.get());
            }
        }
        return pictures;
    }

    static List<Picture> readAll(CameraSource source) throws CameraException {
        return read(source, Integer.MAX_VALUE);
    }

    static void drainQuietly(CameraSource source) {
        try {
            readAll(source);
        } catch (CameraException e) {
            // The end that was asked for.
        }
    }

    /** Settings for a file that is read as fast as can be. */
    static CameraSettings replay() {
        return CameraSettings.DEFAULT.withReplay(true);
    }

    static CameraSettings timeout(Duration timeout) {
        CameraSettings d = CameraSettings.DEFAULT;
        return new CameraSettings(d.maxFps(), d.maxSide(), d.jpegQuality(), timeout, d.transport(), d.replay(), d.loop(), d.priority());
    }
}
