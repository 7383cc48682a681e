package dev.posestream.app.command;

import dev.posestream.app.Main;
import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.ConfigurationException;
import dev.posestream.app.config.Problem;
import dev.posestream.app.config.Settings;
import dev.posestream.evaluation.bench.Bench;
import dev.posestream.evaluation.bench.BenchException;
import dev.posestream.evaluation.bench.BenchJson;
import dev.posestream.evaluation.bench.BenchPart;
import dev.posestream.evaluation.bench.BenchReport;
import dev.posestream.evaluation.bench.BenchSettings;
import dev.posestream.evaluation.bench.BenchTable;
import dev.posestream.evaluation.bench.ScalingSettings;
import dev.posestream.evaluation.process.PoseStreamProcess;
import dev.posestream.inference.InferenceException;
import dev.posestream.network.BadModelException;
import dev.posestream.stream.StreamException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code posestream bench}: ratios against bare loops, measured here and now. */
@Command(name = "bench", description = {"Measures this machine: capture, analysis, latency and the pose network, each as a ratio to a bare loop that runs in turn with it.",
        "Needs no camera and no Kafka. The machine should have nothing else to do."})
final class BenchCommand extends ConfiguredCommand {

    @Option(names = "--only", paramLabel = "PART,…", defaultValue = "capture,analysis,latency,network", description = "capture, analysis, latency, network, and scaling, which takes some "
            + "minutes. Default: all but scaling.")
    private String only;

    @Option(names = "--clip", paramLabel = "FILE", description = "A video to measure with, instead of one that is drawn.")
    private Path clip;

    @Option(names = "--people", paramLabel = "N", defaultValue = "3", description = "People in the drawn one, 0 to 12. Default: 3.")
    private int people;

    @Option(names = "--arch", paramLabel = "NAME", defaultValue = "dite-hrnet-18", description = "The network of part network. Default: dite-hrnet-18.")
    private String arch;

    @Option(names = "--cameras", paramLabel = "N,…", defaultValue = "1,2,4,8,16", split = ",", description = "Numbers of cameras for part scaling. Default: 1,2,4,8,16.")
    private List<Integer> cameras;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "20", description = "Time for each part. Default: 20.")
    private double seconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the results there, too.")
    private Path json;

    BenchCommand(Map<String, String> environment) {
        super(environment, false, List.of(Settings.MODEL, List.of(Settings.THREADS, Settings.DETECTOR_PERIOD, Settings.MAX_PEOPLE, Settings.SMOOTHING)));
    }

    @Override
    public Integer call() throws Exception {
        BenchSettings settings = settings();
        PrintWriter err = commandLine().getErr();
        try (StopSignals signals = StopSignals.endAtOnce()) {
            BenchReport report = new Bench(settings, line -> {
                err.println(line);
                err.flush();
            }).run();
            commandLine().getOut().print(BenchTable.of(report));
            commandLine().getOut().flush();
            if (json != null) {
                BenchJson.write(report, settings, json);
            }
            return ExitCode.OK;
        } catch (BenchException e) {
            err.println("posestream: " + e.getMessage());
            return ExitCode.FAILED;
        } catch (StreamException | BadModelException | InferenceException | IOException e) {
            throw new UnavailableException(e);
        }
    }

    private BenchSettings settings() throws ConfigurationException {
        Configuration configuration = configuration();
        if (clip != null && !Files.isReadable(clip)) {
            throw wrong("--clip", clip.toString(), "no such file, or not readable");
        }
        if (json != null && !Files.isDirectory(json.toAbsolutePath().getParent())) {
            throw wrong("--json", json.toString(), "no such folder");
        }
        try {
            return new BenchSettings(BenchPart.parse(only), Optional.ofNullable(clip), people, arch, Duration.ofMillis(Math.round(seconds * 1000)),
                    configuration.threads(), configuration.inference(), configuration.analysis(), configuration.get(Settings.SMOOTHING),
                    new ScalingSettings(cameras, program(), given(Settings.THREADS)));
        } catch (IllegalArgumentException e) {
            throw wrong("bench", "", e.getMessage());
        }
    }

    /** This program again, in another process. */
    private static List<String> program() {
        return List.of(PoseStreamProcess.java(), "-Xmx1g", "-cp", System.getProperty("java.class.path"), Main.class.getName());
    }

    private static ConfigurationException wrong(String option, String value, String message) {
        return new ConfigurationException(List.of(new Problem(option, value, message)));
    }
}
