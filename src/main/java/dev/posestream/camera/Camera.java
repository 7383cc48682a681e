package dev.posestream.camera;

import java.util.regex.Pattern;

/**
 * A camera as the user named it.
 *
 * @param id       its name: the key of all its records; letters, digits, dot, dash and underscore, up to 64
 * @param address  where its pictures come from: {@code rtsp://}, {@code rtsps://}, {@code http(s)://}, a file,
 *                 {@code /dev/videoN} or {@code synthetic:}; may hold a password, so it is never printed, see {@link #masked()}
 * @param settings how it is captured
 */
public record Camera(String id, String address, CameraSettings settings) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** What {@link #isId} takes, in words. */
    public static final String NAMES = "up to 64 letters, digits, dots, dashes or underscores, beginning with a letter or digit";

    public Camera {
        if (!isId(id)) {
            throw new IllegalArgumentException("camera name '" + id + "' is not usable; expected " + NAMES);
        }
        if (address.isBlank()) {
            throw new IllegalArgumentException("camera " + id + " has no address");
        }
    }

    /** Whether a camera may have this name. */
    public static boolean isId(String text) {
        return text != null && ID.matcher(text).matches();
    }

    /** The address with user, password and secrets of its query replaced; safe to show. */
    public String masked() {
        // A space, which no address should hold, would end it for the mask.
        return address.contains("@") ? Masking.mask(address.strip().replaceAll("\\s", "%20")) : Masking.mask(address);
    }

    @Override
    public String toString() {
        return id + " (" + masked() + ")";
    }
}
