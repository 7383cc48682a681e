package dev.posestream.camera.synthetic;

import dev.posestream.camera.BadAddressException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a synthetic camera shows, as its address says: {@code synthetic:?people=3&fps=15&width=1280&height=720&scene=walk&seed=7}.
 *
 * @param people  how many are in the scene at once, 0 to 12
 * @param fps     frames a second, more than 0 up to 120
 * @param width   of the picture in pixels, 64 to 3840
 * @param height  of the picture in pixels, 64 to 3840
 * @param scene   what they do
 * @param seed    who comes, from where and how fast; the same seed shows the same pictures
 * @param frames  the camera ends after so many frames; endless when empty
 * @param seconds the camera ends after so much of the scene's time; endless when empty
 */
public record SyntheticOptions(int people, double fps, int width, int height, SceneKind scene, long seed,
                               OptionalLong frames, OptionalDouble seconds) {

    /** How the address of a synthetic camera begins. */
    public static final String SCHEME = "synthetic:";

    public static final SyntheticOptions DEFAULT =
            new SyntheticOptions(3, 15, 1280, 720, SceneKind.MIXED, 1, OptionalLong.empty(), OptionalDouble.empty());

    private static final String KNOWN = "people, fps, width, height, scene, seed, frames, seconds";

    /** @throws BadAddressException naming every value that does not fit */
    public SyntheticOptions {
        List<String> problems = new ArrayList<>();
        check(problems, "people", people, people >= 0 && people <= 12, "0 to 12");
        check(problems, "fps", fps, fps > 0 && fps <= 120, "more than 0, up to 120");
        check(problems, "width", width, width >= 64 && width <= 3840, "64 to 3840");
        check(problems, "height", height, height >= 64 && height <= 3840, "64 to 3840");
        check(problems, "frames", frames.orElse(1), frames.orElse(1) > 0, "more than 0");
        check(problems, "seconds", seconds.orElse(1), seconds.orElse(1) > 0 && Double.isFinite(seconds.orElse(1)), "more than 0");
        if (!problems.isEmpty()) {
            throw new BadAddressException(problems);
        }
    }

    /** Whether the camera stops by itself. */
    public boolean ends() {
        return frames.isPresent() || seconds.isPresent();
    }

    public static boolean accepts(String address) {
        return address.startsWith(SCHEME);
    }

    /** @throws BadAddressException naming every option that is unknown, given twice or has a value that does not fit, and what fits */
    public static SyntheticOptions parse(String address) {
        if (!accepts(address)) {
            throw new BadAddressException(List.of("'" + address + "' is no synthetic camera; expected " + SCHEME + " or " + SCHEME + "?option=value&…"));
        }
        String query = address.substring(SCHEME.length());
        if (!query.isEmpty() && !query.startsWith("?")) {
            throw new BadAddressException(List.of("synthetic camera: found '" + query + "' after '" + SCHEME
                    + "', expected nothing or ?option=value&… with " + KNOWN));
        }
        List<String> problems = new ArrayList<>();
        Map<String, String> given = given(query, problems);
        SyntheticOptions options = DEFAULT;
        try {
            options = read(given, problems);
        } catch (BadAddressException e) {
            problems.addAll(e.problems());
        }
        given.keySet().forEach(name -> problems.add("synthetic camera: option '" + name + "' is unknown, expected one of " + KNOWN));
        if (!problems.isEmpty()) {
            throw new BadAddressException(problems);
        }
        return options;
    }

    private static Map<String, String> given(String query, List<String> problems) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.substring(1).split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            String name = pair.contains("=") ? pair.substring(0, pair.indexOf('=')) : pair;
            String value = pair.contains("=") ? pair.substring(pair.indexOf('=') + 1) : "";
            if (given.put(name, value) != null) {
                problems.add("synthetic camera: option '" + name + "' is given twice, expected once");
            }
        }
        return given;
    }

    /** Takes those that are known out of what is given; the default stands in for one that can't be read. */
    private static SyntheticOptions read(Map<String, String> given, List<String> problems) {
        return new SyntheticOptions(
                take(given, problems, "people", "a whole number, 0 to 12", Integer::valueOf, DEFAULT.people),
                take(given, problems, "fps", "a number, more than 0, up to 120", Double::valueOf, DEFAULT.fps),
                take(given, problems, "width", "a whole number of pixels, 64 to 3840", Integer::valueOf, DEFAULT.width),
                take(given, problems, "height", "a whole number of pixels, 64 to 3840", Integer::valueOf, DEFAULT.height),
                take(given, problems, "scene", "one of " + scenes(), SyntheticOptions::scene, DEFAULT.scene),
                take(given, problems, "seed", "a whole number", Long::valueOf, DEFAULT.seed),
                take(given, problems, "frames", "a whole number, more than 0", v -> OptionalLong.of(Long.parseLong(v)), DEFAULT.frames),
                take(given, problems, "seconds", "a number, more than 0", v -> OptionalDouble.of(Double.parseDouble(v)), DEFAULT.seconds));
    }

    /**
     * The same scene, no faster and no larger than allowed; the picture keeps its shape.
     *
     * @param maxFps  0 for no cap
     * @param maxSide 0 for no cap
     */
    public SyntheticOptions cappedTo(double maxFps, int maxSide) {
        double newFps = maxFps > 0 ? Math.min(fps, maxFps) : fps;
        double factor = maxSide > 0 ? Math.min(1, (double) maxSide / Math.max(width, height)) : 1;
        return new SyntheticOptions(people, newFps, Math.max(64, (int) Math.round(width * factor)),
                Math.max(64, (int) Math.round(height * factor)), scene, seed, frames, seconds);
    }

    /** Presentation time of a frame, microseconds from the start: {@code round(index · 10⁶ / fps)}. */
    public long ptsUs(long index) {
        return Math.round(index * 1e6 / fps);
    }

    private static SceneKind scene(String name) {
        return Arrays.stream(SceneKind.values()).filter(kind -> nameOf(kind).equals(name)).findFirst()
                .orElseThrow(() -> new NumberFormatException(name));
    }

    private static String scenes() {
        return Arrays.stream(SceneKind.values()).map(SyntheticOptions::nameOf).collect(Collectors.joining(", "));
    }

    private static String nameOf(SceneKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static <T> T take(Map<String, String> given, List<String> problems, String name, String expected, Function<String, T> read, T otherwise) {
        String value = given.remove(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return read.apply(value);
        } catch (NumberFormatException e) {
            problems.add("synthetic camera: option " + name + " is '" + value + "', expected " + expected);
            return otherwise;
        }
    }

    private static void check(List<String> problems, String name, Object value, boolean fits, String expected) {
        if (!fits) {
            problems.add("synthetic camera: option " + name + " is " + value + ", expected " + expected);
        }
    }
}
