package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.ConfigurationException;
import dev.posestream.app.config.ConfigurationReader;
import dev.posestream.app.config.Problem;
import dev.posestream.app.config.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A command whose options are {@link Setting}s: they become flags, and their values a {@link Configuration}. */
abstract class ConfiguredCommand implements Callable<Integer> {

    private static final Path USUAL_FILE = Path.of("config", "posestream.yaml");

    private final Map<String, String> environment;
    private final List<Setting<?>> settings;
    private final CommandLine commandLine;
    private final boolean cameras;

    /** @param cameras whether it takes --camera */
    ConfiguredCommand(Map<String, String> environment, boolean cameras, List<List<Setting<?>>> settings) {
        this.environment = environment;
        this.cameras = cameras;
        this.settings = settings.stream().<Setting<?>>flatMap(List::stream).toList();
        this.commandLine = new CommandLine(this);
        CommandSpec spec = commandLine.getCommandSpec();
        spec.mixinStandardHelpOptions(true).versionProvider(new Version());
        spec.usageMessage().sortOptions(false).width(110).abbreviateSynopsis(true);
        if (cameras) {
            spec.addOption(OptionSpec.builder("--camera").paramLabel("NAME=ADDRESS").type(List.class).auxiliaryTypes(String.class)
                    .description("A camera: rtsp://…, http(s)://…, a file, /dev/videoN or synthetic:. Any number of times.").build());
        }
        this.settings.forEach(setting -> spec.addOption(option(setting)));
        spec.addOption(OptionSpec.builder("--kafka").paramLabel("NAME=VALUE").type(List.class).auxiliaryTypes(String.class)
                .description("A property for every Kafka client, such as security.protocol=SASL_SSL. Any number of times.").build());
        spec.addOption(OptionSpec.builder("--config").paramLabel("FILE").type(Path.class)
                .description("The configuration, instead of " + USUAL_FILE + ".").build());
    }

    final CommandLine commandLine() {
        return commandLine;
    }

    /** @throws ConfigurationException with everything that is wrong in flags, environment and file */
    final Configuration configuration() throws ConfigurationException {
        return configuration(Map.of());
    }

    /** @param fixed values by flag that the command itself sets */
    final Configuration configuration(Map<String, String> fixed) throws ConfigurationException {
        Map<String, String> flags = new HashMap<>(fixed);
        for (Setting<?> setting : settings) {
            Object value = commandLine.getCommandSpec().findOption(setting.flag()).getValue();
            if (value != null) {
                flags.put(setting.flag(), value.toString());
            }
        }
        return new ConfigurationReader(environment).read(flags, cameras ? list("--camera") : List.of(), list("--kafka"), file());
    }

    /** Whether it stands on the command line, rather than in the environment or a file. */
    final boolean isGiven(Setting<?> setting) {
        return commandLine.getCommandSpec().findOption(setting.flag()).getValue() != null;
    }

    /** The settings of this command line, for another process of this program that is to have the same. @param but left out */
    final List<String> given(Setting<?> but) throws ConfigurationException {
        List<String> words = new ArrayList<>();
        for (Setting<?> setting : settings) {
            Object value = commandLine.getCommandSpec().findOption(setting.flag()).getValue();
            if (value != null && !setting.equals(but)) {
                words.add(setting.flag());
                if (!setting.placeholder().isEmpty()) {
                    words.add(value.toString());
                }
            }
        }
        file().ifPresent(file -> words.addAll(List.of("--config", file.toString())));
        return words;
    }

    private Optional<Path> file() throws ConfigurationException {
        Path named = commandLine.getCommandSpec().findOption("--config").getValue();
        if (named == null) {
            String variable = environment.get("POSESTREAM_CONFIG");
            named = variable == null ? null : Path.of(variable);
        }
        if (named == null) {
            return Files.exists(USUAL_FILE) ? Optional.of(USUAL_FILE) : Optional.empty();
        }
        if (!Files.isReadable(named)) {
            throw new ConfigurationException(List.of(new Problem("--config", named.toString(), "no such file, or not readable")));
        }
        return Optional.of(named);
    }

    private List<String> list(String flag) {
        List<String> values = commandLine.getCommandSpec().findOption(flag).getValue();
        return values == null ? List.of() : values;
    }

    private static OptionSpec option(Setting<?> setting) {
        OptionSpec.Builder option = OptionSpec.builder(setting.flag());
        if (setting.placeholder().isEmpty()) {
            return option.type(Boolean.class).arity("0").description(setting.description()).build();
        }
        String fallback = setting.fallback().isEmpty() ? "" : " (default: " + setting.fallback() + ")";
        return option.type(String.class).arity("1").paramLabel(setting.placeholder()).hideParamSyntax(true)
                .description(setting.description() + fallback).build();
    }
}
