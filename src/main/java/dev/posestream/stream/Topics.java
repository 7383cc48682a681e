package dev.posestream.stream;

import java.util.List;

/**
 * The names of the topics.
 *
 * @param prefix in front of every name, such as {@code posestream.}
 */
public record Topics(String prefix) {

    public static final Topics DEFAULT = new Topics("posestream.");

    public Topics {
        if (!prefix.matches("[A-Za-z0-9._-]*") || prefix.length() > 100) {
            throw new IllegalArgumentException("topic prefix '" + prefix
                    + "' is not usable; expected letters, digits, dots, dashes and underscores");
        }
    }

    /** Camera specifications; key camera id, compacted. */
    public String cameras() {
        return prefix + "cameras";
    }

    /** How each camera is doing; key camera id, compacted. */
    public String status() {
        return prefix + "status";
    }

    /** JPEG frames; key camera id. */
    public String frames() {
        return prefix + "frames";
    }

    /** What was found in each frame; key camera id. */
    public String poses() {
        return prefix + "poses";
    }

    /** Frames that were published and not analysed; key camera id. */
    public String dropped() {
        return prefix + "dropped";
    }

    /** What happened, by rules over poses; key camera id. */
    public String events() {
        return prefix + "events";
    }

    /** People per camera and minute; key camera id. */
    public String occupancy() {
        return prefix + "occupancy";
    }

    /** Records that could not be handled, as they came. */
    public String deadletter() {
        return prefix + "deadletter";
    }

    /**
     * The whole name of a topic that is given with or without the prefix.
     *
     * @throws IllegalArgumentException when it can't be a topic's
     */
    public String named(String name) {
        String whole = name.startsWith(prefix) ? name : prefix + name;
        if (name.isEmpty() || whole.length() > 150 || !whole.matches("[A-Za-z0-9._-]+") || whole.equals(prefix)) {
            throw new IllegalArgumentException("'" + name + "' is no topic's name; expected letters, digits, dots, dashes and underscores");
        }
        return whole;
    }

    public List<String> all() {
        return List.of(cameras(), status(), frames(), poses(), dropped(), events(), occupancy(), deadletter());
    }
}
