package dev.posestream.app.command;

import dev.posestream.app.config.ConfigurationException;
import dev.posestream.app.config.Problem;
import dev.posestream.app.config.Setting;
import dev.posestream.app.config.Settings;
import dev.posestream.evaluation.capacity.CapacityException;
import dev.posestream.evaluation.capacity.CapacityPlan;
import dev.posestream.evaluation.capacity.Load;
import dev.posestream.evaluation.capacity.MeasuredMachine;
import dev.posestream.evaluation.capacity.PlanJson;
import dev.posestream.evaluation.capacity.PlanText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code posestream plan}: how many machines, partitions and disks a number of cameras needs. */
@Command(name = "plan", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, abbreviateSynopsis = true,
        description = {"Says how many machines, partitions, brokers and disks a number of cameras needs, from figures that 'posestream bench' measured, "
                + "each step of the arithmetic on a line of its own.",
                "Exit code 1: as asked it will not do; the first lines say why."})
final class PlanCommand implements Callable<Integer> {

    private static final String REFERENCE = "/capacity/reference.json";

    @Option(names = "--cameras", required = true, paramLabel = "N", description = "How many cameras.")
    private int cameras;

    @Option(names = "--fps", required = true, paramLabel = "N", description = "Frames a second of each that are published and analysed (--max-fps of ingest).")
    private double fps;

    @Option(names = "--people", required = true, paramLabel = "N", description = "People in a picture on average; each costs a run of the pose network.")
    private double people;

    @Option(names = "--measured", paramLabel = "FILE", description = "What 'posestream bench --only capture,analysis --json FILE' found on a machine like those "
            + "to be used. Without it: figures of another machine, which says little about yours.")
    private Path measured;

    @Option(names = "--frame-bytes", paramLabel = "SIZE", description = "Of an average JPEG, such as 120KB, where it is known. Default: as measured.")
    private String frameBytes;

    @Option(names = "--max-side", paramLabel = "PIXELS", description = "Longer side of the published pictures. Default: as measured.")
    private Integer maxSide;

    @Option(names = "--detector-period", paramLabel = "DURATION", description = "The person network runs at least this often. Default: 500ms.")
    private String detectorPeriod;

    @Option(names = "--frames-retention", paramLabel = "DURATION", description = "How long frames are kept. Default: 30m.")
    private String framesRetention;

    @Option(names = "--frames-bytes", paramLabel = "SIZE", description = "How much of the frames is kept per partition at most. Default: what --frames-retention needs.")
    private String framesBytes;

    @Option(names = "--poses-retention", paramLabel = "DURATION", description = "How long poses are kept. Default: 7d.")
    private String posesRetention;

    @Option(names = "--replication", paramLabel = "N", defaultValue = "3", description = "Copies of each partition. Default: 3.")
    private int replication;

    @Option(names = "--standbys", paramLabel = "N", defaultValue = "1", description = "Other workers that keep a copy of each camera's state. Default: 1.")
    private int standbys;

    @Option(names = "--headroom", paramLabel = "PART", defaultValue = "0.3", description = "Part of each machine that is left free for crowds, slow minutes and a machine "
            + "that is away, 0 to 0.9. Default: 0.3.")
    private double headroom;

    @Option(names = "--dashboards", paramLabel = "N", defaultValue = "1", description = "Dashboards that run at the same time. Default: 1.")
    private int dashboards;

    @Option(names = "--watched", paramLabel = "N", defaultValue = "4", description = "Cameras that are watched on each. Default: 4.")
    private int watched;

    @Option(names = "--network", paramLabel = "MBIT", defaultValue = "1000", description = "What the network of a broker carries each way, Mbit/s. Default: 1000.")
    private double network;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the plan there, too.")
    private Path json;

    @Spec
    private CommandSpec spec;

    private final List<Problem> problems = new ArrayList<>();

    static CommandLine create() {
        CommandLine commandLine = new CommandLine(new PlanCommand());
        commandLine.getCommandSpec().usageMessage().width(110);
        return commandLine;
    }

    @Override
    public Integer call() throws Exception {
        Load load = load();
        MeasuredMachine machine = machine();
        CapacityPlan plan = CapacityPlan.of(load, machine);
        PrintWriter out = spec.commandLine().getOut();
        String borrowed = measured != null ? "" : String.format("THESE ARE FIGURES OF ANOTHER MACHINE. Measure yours, then plan again with --measured bench.json:%n"
                + "  posestream bench --only capture,analysis --json bench.json%n%n");
        out.print(borrowed + PlanText.of(plan) + (plan.problems().isEmpty() ? settings(plan) : ""));
        out.flush();
        if (json != null) {
            write(PlanJson.of(plan));
        }
        return plan.problems().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private Load load() throws ConfigurationException {
        try {
            Load load = new Load(cameras, fps, people, value(Settings.FRAMES_BYTES, "--frame-bytes", frameBytes).map(OptionalLong::of).orElse(OptionalLong.empty()),
                    maxSide == null ? OptionalInt.empty() : OptionalInt.of(maxSide), value(Settings.DETECTOR_PERIOD, detectorPeriod),
                    value(Settings.FRAMES_RETENTION, framesRetention),
                    value(Settings.FRAMES_BYTES, "--frames-bytes", framesBytes).map(OptionalLong::of).orElse(OptionalLong.empty()),
                    value(Settings.POSES_RETENTION, posesRetention), replication, standbys, headroom, dashboards, watched, network);
            if (json != null && !Files.isDirectory(json.toAbsolutePath().getParent())) {
                problems.add(new Problem("--json", json.toString(), "no such folder"));
            }
            if (problems.isEmpty()) {
                return load;
            }
        } catch (IllegalArgumentException e) {
            problems.add(new Problem("plan", "", e.getMessage()));
        }
        throw new ConfigurationException(problems);
    }

    private <T> T value(Setting<T> setting, String text) {
        return value(setting, setting.flag(), text).orElseGet(() -> setting.parser().apply(setting.fallback()));
    }

    /** Empty where nothing is given, and where it can't be read, which is a problem then. */
    private <T> Optional<T> value(Setting<T> setting, String option, String text) {
        try {
            return Optional.ofNullable(text).map(setting.parser());
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(option, text, e.getMessage()));
            return Optional.empty();
        }
    }

    private MeasuredMachine machine() throws ConfigurationException, IOException {
        try {
            if (measured != null) {
                return MeasuredMachine.read(measured.toString(), Files.readAllBytes(measured));
            }
            try (InputStream reference = PlanCommand.class.getResourceAsStream(REFERENCE)) {
                return MeasuredMachine.read(REFERENCE, reference.readAllBytes());
            }
        } catch (CapacityException e) {
            throw new ConfigurationException(List.of(new Problem("--measured", "", e.getMessage())));
        } catch (IOException e) {
            throw new ConfigurationException(List.of(new Problem("--measured", String.valueOf(measured), "no such file, or not readable")));
        }
    }

    private String settings(CapacityPlan plan) {
        return String.format("%nSettings%n  posestream topics create --partitions %d --replication %d --frames-retention %s --frames-bytes %dMB --poses-retention %s%n"
                        + "  posestream ingest --max-fps %s%s        on %d%n  posestream analyze --threads %d --detector-period %s        on %d%n",
                plan.partitions(), replication, given(Settings.FRAMES_RETENTION, framesRetention), plan.framesBytes() >> 20,
                given(Settings.POSES_RETENTION, posesRetention), number(fps), maxSide == null ? "" : " --max-side " + maxSide, plan.ingest(), plan.threads(),
                given(Settings.DETECTOR_PERIOD, detectorPeriod), plan.analyze());
    }

    private static String given(Setting<?> setting, String text) {
        return text == null ? setting.fallback() : text;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
    }

    private void write(String plan) {
        try {
            Files.writeString(json, plan + System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
