package dev.posestream.camera;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A camera as it stands in the registry.
 *
 * @param id       its name, as in {@link Camera}
 * @param address  as in {@link Camera}; with references to secrets as they were written, see {@link References}
 * @param settings only those that were given; whoever runs the camera has the others
 * @param enabled  whether it is to be run
 */
public record CameraSpec(String id, String address, Map<CameraOption<?>, Object> settings, boolean enabled) {

    /** What {@link Masking} puts in place of a secret; nobody can connect with that. */
    private static final String HIDDEN = "***";

    /** @throws IllegalArgumentException when the name or the address can't be a camera's, or the address was masked */
    public CameraSpec {
        Camera camera = new Camera(id, address, CameraSettings.DEFAULT);
        if (address.contains(HIDDEN)) {
            throw new IllegalArgumentException("the address " + camera.masked() + " holds " + HIDDEN + ", which stands for what was hidden when it was "
                    + "shown; give the whole address, with the password as a reference such as " + variable(id));
        }
        References.check(address);
        Map<CameraOption<?>, Object> ordered = new LinkedHashMap<>();
        for (CameraOption<?> option : CameraOption.ALL) {
            if (settings.containsKey(option)) {
                ordered.put(option, option.type().cast(settings.get(option)));
            }
        }
        settings = Collections.unmodifiableMap(ordered);
    }

    /** The camera to run. @param defaults for what is not given here */
    public Camera camera(CameraSettings defaults) {
        return new Camera(id, address, CameraOption.settings(defaults, settings));
    }

    /** The address without secrets; references stay. */
    public String masked() {
        return camera(CameraSettings.DEFAULT).masked();
    }

    /** A reference of the camera's own: two that share one would share a password. */
    private static String variable(String id) {
        return "${CAMERA_" + id.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "}";
    }

    /** What its owner should know, in sentences; usually nothing. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (masked().contains(HIDDEN)) {
            warnings.add("the password in the address of camera " + id + " stands in clear in the registry, for everybody who may read that topic; "
                    + "better name a variable or a file of the ingest workers: " + variable(id) + " or ${file:/run/secrets/" + id + "}");
        }
        return warnings;
    }

    @Override
    public String toString() {
        return id + " (" + masked() + ")" + settings.entrySet().stream()
                .map(setting -> ", " + setting.getKey() + " " + setting.getKey().write(setting.getValue())).collect(Collectors.joining())
                + (enabled ? "" : ", disabled");
    }
}
