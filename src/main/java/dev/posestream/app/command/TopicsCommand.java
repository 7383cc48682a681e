package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.stream.StreamException;
import dev.posestream.stream.TopicAdmin;
import dev.posestream.stream.TopicReport;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code posestream topics}: creates and describes the topics. */
@Command(name = "topics", description = "Creates or describes PoseStream's topics.", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
final class TopicsCommand implements Runnable {

    private CommandLine commandLine;

    static CommandLine create(Map<String, String> environment) {
        TopicsCommand command = new TopicsCommand();
        command.commandLine = new CommandLine(command);
        command.commandLine.addSubcommand(new Create(environment).commandLine());
        command.commandLine.addSubcommand(new Describe(environment).commandLine());
        return command.commandLine;
    }

    @Override
    public void run() {
        commandLine.usage(commandLine.getOut());
    }

    /** Creates what is missing. */
    @Command(name = "create", description = "Creates the topics that are missing, and leaves the others as they are.")
    private static final class Create extends ConfiguredCommand {

        Create(Map<String, String> environment) {
            super(environment, false, List.of(Settings.KAFKA, List.of(Settings.BROKER_PORT), Settings.TOPICS));
        }

        @Override
        public Integer call() throws Exception {
            Configuration configuration = configuration();
            try (TopicAdmin admin = new TopicAdmin(configuration.kafkaHere(), configuration.topics())) {
                List<String> created = admin.create(configuration.topicSettings());
                configuration.topics().all().forEach(topic ->
                        commandLine().getOut().println((created.contains(topic) ? "created  " : "exists   ") + topic));
                return ExitCode.OK;
            } catch (StreamException e) {
                throw new UnavailableException(e);
            }
        }
    }

    /** Shows what is there. */
    @Command(name = "describe", description = "Shows the topics: partitions, replication and settings.")
    private static final class Describe extends ConfiguredCommand {

        Describe(Map<String, String> environment) {
            super(environment, false, List.of(Settings.KAFKA, List.of(Settings.BROKER_PORT)));
        }

        @Override
        public Integer call() throws Exception {
            Configuration configuration = configuration();
            try (TopicAdmin admin = new TopicAdmin(configuration.kafkaHere(), configuration.topics())) {
                List<TopicReport> reports = admin.describe();
                reports.forEach(report -> commandLine().getOut().println(line(report)));
                return reports.stream().allMatch(TopicReport::exists) ? ExitCode.OK : ExitCode.UNAVAILABLE;
            } catch (StreamException e) {
                throw new UnavailableException(e);
            }
        }

        private static String line(TopicReport report) {
            if (!report.exists()) {
                return "%-24s missing; 'posestream topics create' creates it".formatted(report.topic());
            }
            return "%-24s %3d partitions x %d  %s".formatted(report.topic(), report.partitions(), report.replication(),
                    report.settings().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(" ")));
        }
    }
}
