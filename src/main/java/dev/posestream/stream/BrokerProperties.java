package dev.posestream.stream;

import java.nio.file.Path;
import java.util.Properties;

/** How a broker is set up: controller too, small, and soon up again after a kill. */
final class BrokerProperties {

    private BrokerProperties() {}

    /** @param controllerPort for a broker that is alone; in a cluster it is known */
    static Properties of(Path logs, int port, int controllerPort, Quorum quorum) {
        Properties p = new Properties();
        String controller = quorum.alone() ? "127.0.0.1:" + controllerPort : quorum.controllers().get(quorum.node());
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "" + quorum.node());
        p.setProperty("log.dirs", logs.toString());
        p.setProperty("listeners", "BROKER://" + quorum.host() + ":" + port + ",CONTROLLER://" + controller);
        p.setProperty("advertised.listeners", "BROKER://" + quorum.host() + ":" + port);
        p.setProperty("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("inter.broker.listener.name", "BROKER");
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("controller.quorum.voters", quorum.alone() ? quorum.node() + "@" + controller : quorum.voters());
        p.setProperty("auto.create.topics.enable", "false");
        // What Kafka keeps for itself.
        String copies = "" + quorum.copies();
        String inSync = quorum.copies() > 1 ? "2" : "1";
        p.setProperty("min.insync.replicas", inSync);
        p.setProperty("offsets.topic.replication.factor", copies);
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("transaction.state.log.replication.factor", copies);
        p.setProperty("transaction.state.log.min.isr", inSync);
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.replication.factor", copies);
        p.setProperty("share.coordinator.state.topic.min.isr", inSync);
        // How long a transaction that has timed out still holds up readers of committed records.
        p.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
        p.setProperty("broker.heartbeat.interval.ms", "500");
        if (quorum.alone()) {
            // After a kill the old registration has to expire before the new one is taken.
            p.setProperty("broker.session.timeout.ms", "3000");
            p.setProperty("controller.quorum.election.timeout.ms", "200");
            // There is nobody to hand partitions over to, and a controller that has failed would be waited for.
            p.setProperty("controlled.shutdown.enable", "false");
        } else {
            // How long the partitions that a dead broker led have nobody to lead them.
            p.setProperty("broker.session.timeout.ms", "5000");
            // The first of a cluster waits here for the second.
            p.setProperty("initial.broker.registration.timeout.ms", "600000");
        }
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        p.setProperty("group.min.session.timeout.ms", "1000");
        // A small house: few threads, small buffers, space given back soon.
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        p.setProperty("background.threads", "2");
        p.setProperty("num.recovery.threads.per.data.dir", "2");
        p.setProperty("log.cleaner.dedupe.buffer.size", "8388608");
        p.setProperty("log.index.size.max.bytes", "1048576");
        p.setProperty("log.retention.check.interval.ms", "10000");
        p.setProperty("log.segment.delete.delay.ms", "5000");
        p.setProperty("message.max.bytes", "16777216");
        p.setProperty("replica.fetch.max.bytes", "16777216");
        return p;
    }
}
