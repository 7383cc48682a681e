package dev.posestream.app.config;

import dev.posestream.camera.Masking;
import dev.posestream.dashboard.DashboardException;
import dev.posestream.dashboard.DashboardServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Brings flags, environment and YAML file together, in this order of precedence, and finds everything that is wrong. */
public final class ConfigurationReader {

    private static final String CAMERAS = "cameras";
    private static final String KAFKA = "kafka";

    private final Map<String, String> environment;
    private final List<Problem> problems = new ArrayList<>();

    /** @param environment where an empty variable counts as none */
    public ConfigurationReader(Map<String, String> environment) {
        this.environment = new HashMap<>(environment);
        this.environment.values().removeIf(String::isBlank);
    }

    /**
     * @param flags   values given on the command line, by flag
     * @param cameras {@code NAME=ADDRESS}, as given to --camera; where there are none, POSESTREAM_CAMERAS, then the file
     * @param kafka   {@code KEY=VALUE}, as given to --kafka; added to those of the file
     * @param file    the YAML file; empty where there is none
     * @throws ConfigurationException with every problem found
     */
    public Configuration read(Map<String, String> flags, Collection<String> cameras, Collection<String> kafka, Optional<Path> file)
            throws ConfigurationException {
        Map<String, Object> yaml = file.map(named -> YamlFile.read(named, "sections such as 'camera:' and 'cameras:'", problems)).orElse(Map.of());
        Map<String, String> fromFile = new HashMap<>();
        yaml.forEach((section, value) -> {
            if (!section.equals(CAMERAS) && !section.equals(KAFKA)) {
                flatten(section, value, fromFile);
            }
        });
        fromFile.forEach(this::checkKnown);

        Map<Setting<?>, Object> values = new HashMap<>();
        for (Setting<?> setting : Settings.ALL) {
            values.put(setting, value(setting, flags, fromFile));
        }
        CameraReader cameraReader = new CameraReader(values, problems);
        var found = !cameras.isEmpty() ? cameraReader.named("--camera", cameras)
                : environment.containsKey("POSESTREAM_CAMERAS")
                        ? cameraReader.named("POSESTREAM_CAMERAS", List.of(environment.get("POSESTREAM_CAMERAS").strip().split("\\s*,\\s*(?=[A-Za-z0-9][\\w.-]*=)")))
                        : cameraReader.listed(yaml.get(CAMERAS));
        Configuration configuration = new Configuration(values, found, kafkaProperties(yaml.get(KAFKA), kafka));
        if (configuration.embeddedBroker() && configuration.hasKafkaProperties()) {
            problems.add(new Problem(KAFKA, "", "these are for the Kafka at " + Settings.BOOTSTRAP_SERVERS.flag() + ", and none is named"));
        }
        if (problems.isEmpty()) {
            checkTogether(configuration);
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return configuration;
    }

    private static void flatten(String name, Object value, Map<String, String> into) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> flatten(name + "." + key, inner, into));
        } else {
            into.put(name, value == null ? "" : String.valueOf(value));
        }
    }

    private void checkKnown(String property, String value) {
        if (Settings.ALL.stream().noneMatch(setting -> setting.property().equals(property))) {
            String hint = Nearest.to(property, Settings.ALL.stream().map(Setting::property).toList())
                    .map(name -> "; did you mean " + name + "?").orElse("");
            problems.add(new Problem(property, Masking.mask(value), "no such property" + hint));
        }
    }

    /** What each value alone does not show: rooms check their settings when these are made. */
    private void checkTogether(Configuration configuration) {
        List<Supplier<?>> rooms = List.of(configuration::broker, configuration::topics, configuration::topicSettings, configuration::analyze,
                configuration::analysis, configuration::inference, configuration::dashboard, configuration::monitoring);
        for (Supplier<?> room : rooms) {
            try {
                room.get();
            } catch (IllegalArgumentException e) {
                problems.add(new Problem("configuration", "", e.getMessage()));
            }
        }
        if (problems.isEmpty()) {
            try {
                DashboardServer.check(configuration.dashboard());
            } catch (DashboardException e) {
                problems.add(new Problem(Settings.HOST.property(), configuration.get(Settings.HOST), e.getMessage()));
            }
        }
    }

    private <T> T value(Setting<T> setting, Map<String, String> flags, Map<String, String> fromFile) {
        String origin;
        String text;
        if (flags.containsKey(setting.flag())) {
            origin = setting.flag();
            text = flags.get(setting.flag());
        } else if (environment.containsKey(setting.variable())) {
            origin = setting.variable();
            text = environment.get(setting.variable());
        } else if (fromFile.containsKey(setting.property())) {
            origin = setting.property();
            text = fromFile.get(setting.property());
        } else {
            return setting.parser().apply(setting.fallback());
        }
        try {
            return setting.parser().apply(text);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(origin, setting.secret() ? "" : Masking.mask(text), e.getMessage()));
            return setting.parser().apply(setting.fallback());
        }
    }

    private Map<String, String> kafkaProperties(Object section, Collection<String> pairs) {
        Map<String, String> properties = new LinkedHashMap<>();
        if (section instanceof Map<?, ?> map) {
            map.forEach((key, value) -> flatten(String.valueOf(key), value, properties));
        } else if (section != null) {
            problems.add(new Problem(KAFKA, "", "expected client properties, one 'name: value' a line"));
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                problems.add(new Problem("--kafka", "", "expected NAME=VALUE"));
            } else {
                properties.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return properties;
    }
}
