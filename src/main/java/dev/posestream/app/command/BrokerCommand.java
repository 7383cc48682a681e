package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.stream.EmbeddedBroker;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code posestream broker}: Kafka, and nothing else. */
@Command(name = "broker", description = {"Runs a Kafka broker, alone or as one of a cluster, for the roles that run elsewhere.",
        "It asks nobody for a password: who reaches its port may read and write. For a small site, or to try a cluster on one machine."})
final class BrokerCommand extends ConfiguredCommand {

    BrokerCommand(Map<String, String> environment) {
        super(environment, false, List.of(Settings.BROKER, Settings.QUORUM));
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = configuration();
        return Foreground.run(configuration, service -> {
            try (EmbeddedBroker broker = EmbeddedBroker.start(configuration.broker())) {
                commandLine().getOut().println("Kafka on " + broker.bootstrapServers());
                return Foreground.untilStopped();
            }
        });
    }
}
