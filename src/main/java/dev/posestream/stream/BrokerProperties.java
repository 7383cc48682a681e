package dev.posestream.stream;

import java.nio.file.Path;
import java.util.Properties;

/** How the embedded broker is set up: one node that is broker and controller, on loopback, small, and soon up again after a kill. */
final class BrokerProperties {

    private BrokerProperties() {}

    static Properties of(Path logs, int port, int controllerPort) {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("log.dirs", logs.toString());
        p.setProperty("listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.setProperty("advertised.listeners", "BROKER://127.0.0.1:" + port);
        p.setProperty("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("inter.broker.listener.name", "BROKER");
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        p.setProperty("auto.create.topics.enable", "false");
        // One node: internal topics have one copy.
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        // After a kill the old registration has to expire before the new one is taken.
        p.setProperty("broker.session.timeout.ms", "3000");
        p.setProperty("broker.heartbeat.interval.ms", "500");
        p.setProperty("controller.quorum.election.timeout.ms", "200");
        // There is nobody to hand partitions over to, and a controller that has failed would be waited for.
        p.setProperty("controlled.shutdown.enable", "false");
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
