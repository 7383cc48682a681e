package dev.posestream.app.command;

import dev.posestream.app.config.ConfigurationException;
import dev.posestream.app.config.Problem;
import dev.posestream.camera.Masking;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code posestream}: the root of all commands. */
@Command(name = "posestream", description = "Live cameras in, a stream of human poses out, on Kafka.", versionProvider = Version.class,
        mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Options come from flags, then the environment (POSESTREAM_…), then config/posestream.yaml.",
                "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 something needed is not there."})
public final class PoseStreamCommand implements Runnable {

    private final CommandLine commandLine;

    private PoseStreamCommand(Map<String, String> environment) {
        commandLine = new CommandLine(this);
        commandLine.addSubcommand(new DemoCommand(environment).commandLine());
        commandLine.addSubcommand(new RunCommand(environment).commandLine());
        commandLine.addSubcommand(new IngestCommand(environment).commandLine());
        commandLine.addSubcommand(new AnalyzeCommand(environment).commandLine());
        commandLine.addSubcommand(new DashboardCommand(environment).commandLine());
        commandLine.addSubcommand(new BrokerCommand(environment).commandLine());
        commandLine.addSubcommand(CameraCommand.create(environment));
        commandLine.addSubcommand(new TailCommand(environment).commandLine());
        commandLine.addSubcommand(new LedgerCommand(environment).commandLine());
        commandLine.addSubcommand(DeadLetterCommand.create(environment));
        commandLine.addSubcommand(TopicsCommand.create(environment));
        commandLine.addSubcommand(ModelCommand.create(environment));
        commandLine.addSubcommand(new SelfTestCommand(environment).commandLine());
        commandLine.addSubcommand(new BenchCommand(environment).commandLine());
        commandLine.addSubcommand(new ChaosCommand(environment).commandLine());
        commandLine.addSubcommand(PlanCommand.create());
        commandLine.addSubcommand(new EvalCommand(environment).commandLine());
        commandLine.setExecutionStrategy(new CommandLine.RunLast());
        commandLine.setParameterExceptionHandler((e, arguments) -> usage(e));
        commandLine.setExecutionExceptionHandler((e, command, result) -> failed(e, command));
    }

    /** @return the exit code */
    public static int execute(Map<String, String> environment, PrintStream out, PrintStream err, String... arguments) {
        CommandLine commandLine = new PoseStreamCommand(environment).commandLine;
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    @Override
    public void run() {
        commandLine.usage(commandLine.getOut());
    }

    private static int usage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("posestream: " + Masking.mask(e.getMessage()));
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine command) {
        PrintWriter err = command.getErr();
        if (e instanceof ConfigurationException configuration) {
            for (Problem problem : configuration.problems()) {
                err.println("posestream: " + problem);
            }
            return ExitCode.USAGE;
        }
        if (e instanceof UnavailableException) {
            err.println("posestream: " + Masking.mask(e.getMessage()));
            return ExitCode.UNAVAILABLE;
        }
        LoggerFactory.getLogger(PoseStreamCommand.class).error("this should not happen; please report it", e);
        return ExitCode.FAILED;
    }
}
