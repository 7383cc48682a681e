package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;

/** What another command of this program is given so that it reaches the same Kafka and topics. */
final class SameKafka {

    private static final String USUAL = "127.0.0.1:" + Settings.BROKER_PORT.fallback();

    private SameKafka() {}

    /** To be put behind the command; empty where it finds them by itself. */
    static String flags(Configuration configuration, String bootstrapServers) {
        String prefix = configuration.topics().prefix();
        return (bootstrapServers.equals(USUAL) ? "" : " --bootstrap-servers " + bootstrapServers)
                + (prefix.equals(Settings.PREFIX.fallback()) ? "" : " --topic-prefix " + (prefix.isEmpty() ? "''" : prefix));
    }
}
