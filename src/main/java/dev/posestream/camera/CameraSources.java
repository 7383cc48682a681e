package dev.posestream.camera;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Function;

/** Finds the source for a camera's address: FFmpeg's, or one that is registered for a scheme. */
public final class CameraSources {

    private final Map<String, Function<Camera, CameraSource>> schemes;

    /** @param schemes further sources by the scheme of their addresses, in lower case and without the colon: {@code synthetic} */
    public CameraSources(Map<String, Function<Camera, CameraSource>> schemes) {
        this.schemes = Map.copyOf(schemes);
    }

    /** A source that is not open yet. @throws IllegalArgumentException when the address is of no known kind */
    public CameraSource create(Camera camera) {
        check(camera);
        Function<Camera, CameraSource> registered = schemes.get(InputAddress.scheme(camera.address()));
        return registered != null ? registered.apply(camera) : new FfmpegSource(camera);
    }

    /** Whether the address can be understood, so that a configuration can be refused at once. @throws IllegalArgumentException when not */
    public void check(Camera camera) {
        if (!schemes.containsKey(InputAddress.scheme(camera.address()))) {
            try {
                InputAddress.of(camera.address());
            } catch (IllegalArgumentException e) {
                String more = schemes.isEmpty() ? "" : "; also " + String.join(", ", new TreeSet<>(schemes.keySet())) + ":";
                throw new IllegalArgumentException("camera " + camera.id() + ": " + e.getMessage() + more, e);
            }
        }
    }

    /** Whether the camera is a plain file: it has an end, and if it can't be played now, then neither in a moment. */
    public boolean isFile(Camera camera) {
        return !schemes.containsKey(InputAddress.scheme(camera.address()))
                && InputAddress.of(camera.address()).kind() == InputAddress.Kind.FILE;
    }

    /** The file that is played; empty where the camera is none. */
    public Optional<Path> file(Camera camera) {
        return isFile(camera) ? Optional.of(InputAddress.of(camera.address()).path()) : Optional.empty();
    }

    /** About how many frames a file will give; empty where that is not known. */
    public OptionalLong expectedFrames(Camera camera) {
        if (!isFile(camera)) {
            return OptionalLong.empty();
        }
        Interrupt interrupt = new Interrupt();
        interrupt.renew(camera.settings().timeout());
        try (FfmpegInput input = FfmpegInput.open(InputAddress.of(camera.address()), camera.settings(), interrupt)) {
            double share = camera.settings().maxFps() > 0 ? Math.min(1, camera.settings().maxFps() * input.frameDurationUs() / 1e6) : 1;
            return input.declaredFrames().stream().map(frames -> Math.round(frames * share)).findFirst();
        } catch (CameraException e) {
            return OptionalLong.empty();
        } finally {
            interrupt.close();
        }
    }
}
