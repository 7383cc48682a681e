package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.ConfigurationException;
import dev.posestream.app.config.Problem;
import dev.posestream.app.config.Setting;
import dev.posestream.app.config.Settings;
import java.util.List;
import java.util.Map;

/** A role on its own, which needs a Kafka that others reach too. */
abstract class RoleCommand extends ConfiguredCommand {

    RoleCommand(Map<String, String> environment, boolean cameras, List<List<Setting<?>>> settings) {
        super(environment, cameras, settings);
    }

    final Configuration remote() throws ConfigurationException {
        Configuration configuration = configuration();
        if (configuration.embeddedBroker()) {
            throw new ConfigurationException(List.of(new Problem(Settings.BOOTSTRAP_SERVERS.flag(), "",
                    "no Kafka given; add " + Settings.BOOTSTRAP_SERVERS.flag() + " HOST:PORT (a running 'posestream run' has one at 127.0.0.1:9092)")));
        }
        return configuration;
    }
}
