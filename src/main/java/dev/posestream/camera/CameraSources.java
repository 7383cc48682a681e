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
    private final References references;

    /** With references to the environment of this process. @param schemes as below */
    public CameraSources(Map<String, Function<Camera, CameraSource>> schemes) {
        this(schemes, new References(System.getenv()));
    }

    /** @param schemes further sources by the scheme of their addresses, in lower case and without the colon: {@code synthetic} */
    public CameraSources(Map<String, Function<Camera, CameraSource>> schemes, References references) {
        this.schemes = Map.copyOf(schemes);
        this.references = references;
    }

    /** The same for cameras that may refer to less. */
    public CameraSources within(SecretScope scope) {
        return new CameraSources(schemes, references.within(scope));
    }

    /**
     * A source that is not open yet. What it says of itself shows the address as the camera has it, with its references.
     *
     * @throws IllegalArgumentException when the address is of no known kind
     * @throws CameraException          when the address refers to something that has no value here
     */
    public CameraSource create(Camera camera) throws CameraException {
        check(camera);
        if (!References.in(camera.address())) {
            return create(camera, camera.address());
        }
        try {
            return create(camera, references.resolve(camera.address()));
        } catch (CameraException e) {
            throw new CameraException(camera.masked() + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            // Its message may show the secret.
            throw new CameraException(camera.masked() + ": with the values of its references put in, this is no address of a camera; "
                    + "expected one such as rtsp://10.0.0.7/stream");
        }
    }

    private CameraSource create(Camera camera, String address) {
        Function<Camera, CameraSource> registered = schemes.get(InputAddress.scheme(address));
        return registered != null ? registered.apply(new Camera(camera.id(), address, camera.settings()))
                : new FfmpegSource(camera, InputAddress.of(address));
    }

    /** Whether the address can be understood, so that a configuration can be refused at once. @throws IllegalArgumentException when not */
    public void check(Camera camera) {
        try {
            References.check(camera.address());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("camera " + camera.id() + ": " + e.getMessage(), e);
        }
        if (!References.begins(camera.address()) && !schemes.containsKey(InputAddress.scheme(camera.address()))) {
            try {
                InputAddress.of(camera.address());
            } catch (IllegalArgumentException e) {
                String more = schemes.isEmpty() || InputAddress.isKnown(camera.address()) ? "" : "; also " + String.join(", ", new TreeSet<>(schemes.keySet())) + ":";
                throw new IllegalArgumentException("camera " + camera.id() + ": " + e.getMessage() + more, e);
            }
        }
    }

    /** Whether the camera is a plain file: it has an end, and if it can't be played now, then neither in a moment. */
    public boolean isFile(Camera camera) {
        return !References.begins(camera.address()) && !schemes.containsKey(InputAddress.scheme(camera.address()))
                && InputAddress.of(camera.address()).kind() == InputAddress.Kind.FILE;
    }

    /** The file that is played; empty where the camera is none, or its path refers to something. */
    public Optional<Path> file(Camera camera) {
        return isFile(camera) && !References.in(camera.address()) ? Optional.of(InputAddress.of(camera.address()).path()) : Optional.empty();
    }

    /** About how many frames a file will give; empty where that is not known. */
    public OptionalLong expectedFrames(Camera camera) {
        if (file(camera).isEmpty()) {
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
