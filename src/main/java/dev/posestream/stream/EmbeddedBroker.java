package dev.posestream.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole Kafka (broker and KRaft controller) in this process, alone on loopback or one of a cluster, whose log outlives it. When Kafka gives up,
 * on a full disk for instance, it wants to take the process with it; here it is started again instead, until it stays.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration RETRY = Duration.ofSeconds(3);

    private final BrokerSettings settings;
    private final int port;
    private final FolderLock lock;
    private final ServerKeeper keeper = new ServerKeeper(this::launch, RETRY);

    private EmbeddedBroker(BrokerSettings settings, int port, FolderLock lock) {
        this.settings = settings;
        this.port = port;
        this.lock = lock;
    }

    /** Formats the folder when it is new, and returns when clients may connect. */
    public static EmbeddedBroker start(BrokerSettings settings) throws StreamException {
        Path folder = settings.folder().toAbsolutePath();
        FolderLock lock = FolderLock.of(folder);
        try {
            int port = settings.port() == 0 ? freePort() : requireFree(settings.quorum().host(), settings.port());
            EmbeddedBroker broker = new EmbeddedBroker(settings, port, lock);
            Exit.setHaltProcedure((status, message) -> broker.keeper.gaveUp(message));
            Exit.setExitProcedure((status, message) -> broker.keeper.gaveUp(message));
            broker.keeper.start();
            return broker;
        } catch (StreamException | RuntimeException e) {
            lock.close();
            Exit.resetExitProcedure();
            Exit.resetHaltProcedure();
            throw e;
        }
    }

    public String bootstrapServers() {
        return settings.quorum().host() + ":" + port;
    }

    /** Whether the disk has room for more frames. */
    public boolean hasRoom() {
        return settings.folder().toFile().getUsableSpace() >= settings.minFreeBytes();
    }

    /** How often Kafka gave up and was started again. */
    int restarts() {
        return keeper.restarts();
    }

    private ServerKeeper.Server launch() throws StreamException {
        try {
            Path logs = settings.folder().toAbsolutePath().resolve("kafka");
            Files.createDirectories(logs);
            int controllerPort = settings.quorum().alone() ? freePort() : 0;
            format(logs, settings.quorum());
            KafkaRaftServer server = started(new KafkaRaftServer(KafkaConfig.fromProps(BrokerProperties.of(logs, port, controllerPort, settings.quorum()), false), Time.SYSTEM));
            return () -> stop(server);
        } catch (Exception | InternalError e) {
            throw new StreamException("the broker can't start in " + settings.folder().toAbsolutePath() + ": "
                    + e.getMessage() + "; is the disk full, or the folder not writable or damaged? "
                    + "Another folder: --data-folder", e);
        }
    }

    /** Kafka throws checked exceptions that it does not declare. */
    private static KafkaRaftServer started(KafkaRaftServer server) throws Exception {
        try {
            server.startup();
            return server;
        } catch (Exception | InternalError e) {
            stop(server);
            throw e;
        }
    }

    private static void format(Path logs, Quorum quorum) throws Exception {
        if (Files.exists(logs.resolve("meta.properties"))) {
            return;
        }
        new Formatter().setNodeId(quorum.node()).setClusterId(quorum.clusterId().toString()).addDirectory(logs.toString())
                .setMetadataLogDirectory(logs.toString()).setControllerListenerName("CONTROLLER").setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream())).run();
    }

    private static void stop(KafkaRaftServer server) {
        try {
            server.shutdown();
            server.awaitShutdown();
        } catch (RuntimeException | InternalError e) {
            // An InternalError is what a memory-mapped index on a full disk throws.
            log.debug("while stopping the broker", e);
        }
    }

    @Override
    public void close() {
        keeper.close();
        Exit.resetExitProcedure();
        Exit.resetHaltProcedure();
        lock.close();
    }

    private static int requireFree(String host, int port) throws StreamException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return port;
        } catch (IOException e) {
            throw new StreamException("port " + port + " on " + host + " is in use, so the broker can't have it; choose another "
                    + "with --broker-port, or use the Kafka that is there with --bootstrap-servers", e);
        }
    }

    private static int freePort() throws StreamException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StreamException("no free port on 127.0.0.1: " + e.getMessage(), e);
        }
    }
}
