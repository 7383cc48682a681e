package dev.posestream.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.posestream.app.config.Configuration;
import dev.posestream.camera.CameraSpec;
import dev.posestream.camera.CameraState;
import dev.posestream.camera.CameraStatus;
import dev.posestream.camera.WallClock;
import dev.posestream.stream.CameraJson;
import dev.posestream.stream.CameraRegistry;
import dev.posestream.stream.StreamException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code posestream camera list}. */
@Command(name = "list", description = "Shows the registered cameras: name, state, address without secrets, and the settings that were given.")
final class CameraListCommand extends ConfiguredCommand {

    /** A running camera tells its state every two seconds. */
    private static final long SILENCE_US = 10_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--json", description = "As one JSON array.")
    private boolean json;

    CameraListCommand(Map<String, String> environment) {
        super(environment, false, CameraCommand.REGISTRY);
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = configuration();
        try (CameraRegistry registry = new CameraRegistry(configuration.kafkaHere(), configuration.topics())) {
            Map<String, CameraSpec> specs = registry.list();
            Map<String, CameraStatus> states = registry.states();
            if (json) {
                printJson(specs, states);
            } else {
                print(specs, states);
            }
            return ExitCode.OK;
        } catch (StreamException e) {
            throw new UnavailableException(e);
        }
    }

    private void print(Map<String, CameraSpec> specs, Map<String, CameraStatus> states) {
        PrintWriter out = commandLine().getOut();
        if (specs.isEmpty()) {
            out.println("no camera is registered; 'posestream camera add NAME ADDRESS' registers one");
            return;
        }
        int width = specs.keySet().stream().mapToInt(String::length).max().orElse(0);
        specs.forEach((id, spec) -> {
            Optional<CameraStatus> status = Optional.ofNullable(states.get(id));
            String settings = spec.settings().entrySet().stream()
                    .map(setting -> "  " + setting.getKey().property() + "=" + setting.getKey().write(setting.getValue())).collect(Collectors.joining());
            String state = state(spec, status);
            String detail = status.map(CameraStatus::detail).filter(text -> !text.isEmpty() && (state.equals("failed") || state.equals("stalled")))
                    .map(text -> System.lineSeparator() + "    " + text.replace(spec.masked() + ": ", "")).orElse("");
            out.println(("%-" + width + "s  %-10s  %s%s%s").formatted(id, state, spec.masked(), settings, detail));
        });
    }

    private void printJson(Map<String, CameraSpec> specs, Map<String, CameraStatus> states) throws IOException {
        ArrayNode cameras = JSON.createArrayNode();
        for (CameraSpec spec : specs.values()) {
            Optional<CameraStatus> status = Optional.ofNullable(states.get(spec.id()));
            ObjectNode camera = cameras.addObject().put("camera", spec.id()).put("state", state(spec, status))
                    .put("detail", status.map(CameraStatus::detail).orElse(""));
            camera.set("spec", JSON.readTree(new String(CameraJson.writeMasked(spec), UTF_8)));
        }
        commandLine().getOut().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(cameras));
    }

    /** A status goes stale when nobody runs the camera any more; one that ended or was refused for good is told once. */
    private static String state(CameraSpec spec, Optional<CameraStatus> status) {
        if (!spec.enabled()) {
            return "disabled";
        }
        boolean told = status.isPresent() && (status.get().state() == CameraState.ENDED || status.get().state() == CameraState.FAILED
                || WallClock.nowUs() - status.get().atUs() < SILENCE_US);
        return told ? status.get().state().name().toLowerCase(Locale.ROOT) : "not run";
    }
}
