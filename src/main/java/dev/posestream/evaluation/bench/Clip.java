package dev.posestream.evaluation.bench;

import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraException;
import dev.posestream.camera.CameraSettings;
import dev.posestream.camera.FfmpegSource;
import dev.posestream.camera.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The video, and its first pictures as PoseStream captures them.
 *
 * @param fps of the video, by the times of its pictures
 */
record Clip(Path file, List<Picture> pictures, double fps) {

    private static final int MOST = 300;

    static Clip read(Path file) throws BenchException {
        List<Picture> pictures = new ArrayList<>();
        try (FfmpegSource source = new FfmpegSource(camera("clip", file, true, false, 0))) {
            source.open();
            for (Optional<Picture> next = source.read(); next.isPresent() && pictures.size() < MOST; next = source.read()) {
                pictures.add(next.get());
            }
        } catch (CameraException e) {
            throw new BenchException(e.getMessage(), e);
        }
        if (pictures.size() < 2) {
            throw new BenchException("the video " + file + " has " + pictures.size() + " pictures; expected at least 2");
        }
        long lengthUs = pictures.get(pictures.size() - 1).capturedUs() - pictures.get(0).capturedUs();
        return new Clip(file, List.copyOf(pictures), (pictures.size() - 1) * 1e6 / lengthUs);
    }

    Camera camera(String id, boolean replay, boolean loop, double maxFps) {
        return camera(id, file, replay, loop, maxFps);
    }

    private static Camera camera(String id, Path file, boolean replay, boolean loop, double maxFps) {
        CameraSettings usual = CameraSettings.DEFAULT;
        return new Camera(id, file.toString(), new CameraSettings(maxFps, usual.maxSide(), usual.jpegQuality(), usual.timeout(),
                usual.transport(), replay, loop, usual.priority()));
    }

    String size() {
        return pictures.get(0).width() + "x" + pictures.get(0).height();
    }
}
