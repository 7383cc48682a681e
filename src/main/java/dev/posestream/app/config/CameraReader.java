package dev.posestream.app.config;

import dev.posestream.camera.Camera;
import dev.posestream.camera.Masking;
import dev.posestream.camera.kinds.CameraKinds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads cameras: {@code NAME=ADDRESS} pairs, or the section {@code cameras} of the YAML file, where each may have its own settings. */
final class CameraReader {

    private static final String PREFIX = "camera.";

    private final Map<Setting<?>, Object> defaults;
    private final List<Problem> problems;
    private final List<Camera> cameras = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    CameraReader(Map<Setting<?>, Object> defaults, List<Problem> problems) {
        this.defaults = defaults;
        this.problems = problems;
    }

    List<Camera> named(String origin, Collection<String> pairs) {
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            // What looks like an address rather than a name may hold a password.
            if (equals < 1 || pair.substring(0, equals).matches("[/.].*|.*[:@].*")) {
                problems.add(new Problem(origin, pair.contains("@") ? "" : pair, "expected NAME=ADDRESS, such as lobby=rtsp://10.0.0.7/stream, with a name of "
                        + Camera.NAMES));
            } else {
                add(origin, pair.substring(0, equals), pair.substring(equals + 1), defaults);
            }
        }
        return cameras;
    }

    List<Camera> listed(Object section) {
        if (section == null) {
            return cameras;
        }
        if (!(section instanceof Map<?, ?> map)) {
            problems.add(new Problem("cameras", "", "expected one 'name: address' a line"));
            return cameras;
        }
        map.forEach((name, value) -> {
            String origin = "cameras." + name;
            if (value instanceof Map<?, ?> own) {
                Object address = own.get("address");
                add(origin, String.valueOf(name), address == null ? "" : String.valueOf(address), overridden(origin, own));
            } else {
                add(origin, String.valueOf(name), value == null ? "" : String.valueOf(value), defaults);
            }
        });
        return cameras;
    }

    private Map<Setting<?>, Object> overridden(String origin, Map<?, ?> own) {
        Map<Setting<?>, Object> values = new HashMap<>(defaults);
        own.forEach((key, value) -> {
            if (key.equals("address")) {
                return;
            }
            Setting<?> setting = Settings.CAMERA.stream().filter(s -> s.property().equals(PREFIX + key)).findFirst().orElse(null);
            try {
                if (setting == null) {
                    throw new IllegalArgumentException("no such property; expected address, "
                            + String.join(", ", Settings.CAMERA.stream().map(s -> s.property().substring(PREFIX.length())).toList()));
                }
                values.put(setting, setting.parser().apply(String.valueOf(value)));
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(origin + "." + key, Masking.mask(String.valueOf(value)), e.getMessage()));
            }
        });
        return values;
    }

    private void add(String origin, String name, String address, Map<Setting<?>, Object> values) {
        if (!names.add(name)) {
            problems.add(new Problem(origin, name, "two cameras have this name"));
            return;
        }
        try {
            Camera camera = new Camera(name, address, new Configuration(values, List.of(), Map.of()).cameraDefaults());
            CameraKinds.checkHere(camera);
            cameras.add(camera);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(origin, "", e.getMessage()));
        }
    }
}
