package dev.posestream.camera;

import dev.posestream.camera.CameraSettings.RtspTransport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One of {@link CameraSettings} by its name, as it can be given on its own: how it is read from text, and how it is written.
 * Flags, the YAML file, the registry and the REST interface all read it here.
 *
 * @param <T> of its value
 */
public final class CameraOption<T> {

    public static final CameraOption<Double> MAX_FPS = new CameraOption<>("maxFps", Double.class, SettingValues.number(0, 1000));
    public static final CameraOption<Integer> MAX_SIDE = new CameraOption<>("maxSide", Integer.class, SettingValues.whole(0, 16_384));
    public static final CameraOption<Integer> JPEG_QUALITY = new CameraOption<>("jpegQuality", Integer.class, SettingValues.whole(1, 100));
    public static final CameraOption<Duration> TIMEOUT = new CameraOption<>("timeout", Duration.class, SettingValues::positiveDuration);
    public static final CameraOption<RtspTransport> TRANSPORT =
            new CameraOption<>("transport", RtspTransport.class, SettingValues.oneOf(RtspTransport.class));
    public static final CameraOption<Boolean> REPLAY = new CameraOption<>("replay", Boolean.class, SettingValues::bool);
    public static final CameraOption<Boolean> LOOP = new CameraOption<>("loop", Boolean.class, SettingValues::bool);
    public static final CameraOption<Integer> PRIORITY = new CameraOption<>("priority", Integer.class, SettingValues.whole(1, 100));

    /** In the order in which they are written. */
    public static final List<CameraOption<?>> ALL = List.of(MAX_FPS, MAX_SIDE, JPEG_QUALITY, TIMEOUT, TRANSPORT, REPLAY, LOOP, PRIORITY);

    private final String name;
    private final Class<T> type;
    private final Function<String, T> parser;

    private CameraOption(String name, Class<T> type, Function<String, T> parser) {
        this.name = name;
        this.type = type;
        this.parser = parser;
    }

    /** As in JSON: {@code maxFps}. */
    public String name() {
        return name;
    }

    /** As in the YAML file: {@code max-fps}. */
    public String property() {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** Of a value: a Double, Integer, Boolean, or something that JSON has as text. */
    public Class<T> type() {
        return type;
    }

    /** @throws IllegalArgumentException saying what is expected */
    public T parse(String text) {
        return parser.apply(text);
    }

    /** As {@link #parse} takes it. */
    public String write(Object value) {
        return SettingValues.write(type.cast(value));
    }

    public static Optional<CameraOption<?>> named(String name) {
        return ALL.stream().filter(option -> option.name.equals(name)).findFirst();
    }

    /** The settings given, and for the others those of the base. */
    public static CameraSettings settings(CameraSettings base, Map<CameraOption<?>, Object> given) {
        return new CameraSettings(MAX_FPS.of(given, base.maxFps()), MAX_SIDE.of(given, base.maxSide()),
                JPEG_QUALITY.of(given, base.jpegQuality()), TIMEOUT.of(given, base.timeout()), TRANSPORT.of(given, base.transport()),
                REPLAY.of(given, base.replay()), LOOP.of(given, base.loop()), PRIORITY.of(given, base.priority()));
    }

    private T of(Map<CameraOption<?>, Object> given, T otherwise) {
        Object value = given.get(this);
        return value == null ? otherwise : type.cast(value);
    }

    @Override
    public String toString() {
        return name;
    }
}
