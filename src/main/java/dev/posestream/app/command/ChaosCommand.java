package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.ConfigurationException;
import dev.posestream.app.config.Problem;
import dev.posestream.app.config.Settings;
import dev.posestream.evaluation.bench.TemporaryFolder;
import dev.posestream.evaluation.chaos.Chaos;
import dev.posestream.evaluation.chaos.ChaosException;
import dev.posestream.evaluation.chaos.ChaosReport;
import dev.posestream.evaluation.chaos.Fault;
import dev.posestream.evaluation.chaos.FaultOrder;
import dev.posestream.stream.Guarantee;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code posestream chaos}: see for yourself that nothing is lost. */
@Command(name = "chaos", description = {"Starts three brokers and four workers on this machine, breaks them one after the other, and accounts for every frame.",
        "Touches no other Kafka. Needs Linux and about 3 GB of memory. Exit code 1 when a frame is without an outcome, a number of a session is missing, or, with --guarantee exactly-once, a pose is there twice."})
final class ChaosCommand extends ConfiguredCommand {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "0", description = "Faults drawn at random for so long; 0 for each fault once (default).")
    private double minutes;

    @Option(names = "--faults", paramLabel = "NAME,…", split = ",", description = "These only; --help lists them below.")
    private List<String> faults = List.of();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of what is drawn. Default: 1.")
    private long seed;

    @Option(names = "--keep", paramLabel = "FOLDER", description = "A new folder for logs and data, which stay. Default: one that goes away.")
    private Path keep;

    ChaosCommand(Map<String, String> environment) {
        super(environment, false, List.of(List.of(Settings.GUARANTEE)));
        commandLine().getCommandSpec().usageMessage().footer(FaultOrder.descriptions().toArray(String[]::new));
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = configuration();
        Iterator<Fault> order = order();
        if (keep != null && Files.exists(keep)) {
            throw wrong("--keep", keep.toString(), "is there already; name a new folder");
        }
        return Foreground.run(configuration, service -> {
            try (TemporaryFolder temporary = new TemporaryFolder("posestream-chaos")) {
                Path folder = keep == null ? temporary.path() : Files.createDirectories(keep);
                ChaosReport report = new Chaos(jar(), folder, configuration.get(Settings.GUARANTEE), this::tell).run(order);
                PrintWriter out = commandLine().getOut();
                out.print(report.table());
                out.println(verdict(report));
                out.flush();
                return report.kept() ? ExitCode.OK : ExitCode.FAILED;
            } catch (ChaosException e) {
                commandLine().getErr().println("posestream: " + e.getMessage());
                return ExitCode.FAILED;
            }
        });
    }

    private Iterator<Fault> order() throws ConfigurationException {
        try {
            Random random = new Random(seed);
            return minutes > 0 ? FaultOrder.atRandom(faults, Duration.ofMillis(Math.round(minutes * 60_000)), random) : FaultOrder.once(faults, random);
        } catch (IllegalArgumentException e) {
            throw wrong("--faults", String.join(",", faults), e.getMessage());
        }
    }

    private static String verdict(ChaosReport report) {
        String once = report.guarantee() == Guarantee.EXACTLY_ONCE ? ", and no pose is there twice" : "";
        return report.kept() ? "Kept: every published frame has its outcome" + once + "." : "BROKEN: see the columns holes, unaccounted and doubled.";
    }

    private void tell(String line) {
        PrintWriter err = commandLine().getErr();
        err.println(LocalTime.now().format(TIME) + "  " + line);
        err.flush();
    }

    /** Of the PoseStream that runs here. */
    private static Path jar() throws ConfigurationException {
        Path jar = Path.of(System.getProperty("posestream.jar", ChaosCommand.class.getProtectionDomain().getCodeSource().getLocation().getPath()));
        if (!Files.isRegularFile(jar)) {
            throw wrong("chaos", jar.toString(), "needs the built jar; run it with ./posestream chaos");
        }
        return jar;
    }

    private static ConfigurationException wrong(String option, String value, String message) {
        return new ConfigurationException(List.of(new Problem(option, value, message)));
    }
}
