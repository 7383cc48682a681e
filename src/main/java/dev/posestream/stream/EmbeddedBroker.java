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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole Kafka (broker and KRaft controller) in this process, on loopback, whose log outlives it. When Kafka gives up,
 * on a full disk for instance, it wants to take the process with it; here it is started again instead, until it stays.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration RETRY = Duration.ofSeconds(3);

    private final BrokerSettings settings;
    private final int port;
    private final FolderLock lock;
    private final Semaphore gaveUp = new Semaphore(0);
    private final Thread supervisor = new Thread(this::supervise, "broker-supervisor");
    private volatile KafkaRaftServer server;
    private volatile boolean closed;

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
            int port = settings.port() == 0 ? freePort() : requireFree(settings.port());
            EmbeddedBroker broker = new EmbeddedBroker(settings, port, lock);
            Exit.setHaltProcedure((status, message) -> broker.kafkaGaveUp(message));
            Exit.setExitProcedure((status, message) -> broker.kafkaGaveUp(message));
            broker.server = broker.launch();
            broker.supervisor.setDaemon(true);
            broker.supervisor.start();
            return broker;
        } catch (StreamException | RuntimeException e) {
            lock.close();
            Exit.resetExitProcedure();
            Exit.resetHaltProcedure();
            throw e;
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Whether the disk has room for more frames. */
    public boolean hasRoom() {
        return settings.folder().toFile().getUsableSpace() >= settings.minFreeBytes();
    }

    private KafkaRaftServer launch() throws StreamException {
        try {
            Path logs = settings.folder().toAbsolutePath().resolve("kafka");
            Files.createDirectories(logs);
            int controllerPort = freePort();
            format(logs);
            return started(new KafkaRaftServer(KafkaConfig.fromProps(BrokerProperties.of(logs, port, controllerPort), false), Time.SYSTEM));
        } catch (Exception | InternalError e) {
            throw new StreamException("the embedded broker can't start in " + settings.folder().toAbsolutePath() + ": "
                    + e.getMessage() + "; is the disk full, or the folder not writable or damaged? "
                    + "Another folder: --data-folder", e);
        }
    }

    private static KafkaRaftServer started(KafkaRaftServer server) {
        try {
            server.startup();
            return server;
        } catch (RuntimeException | InternalError e) {
            stop(server);
            throw e;
        }
    }

    private static void format(Path logs) throws Exception {
        if (Files.exists(logs.resolve("meta.properties"))) {
            return;
        }
        new Formatter().setNodeId(1).setClusterId(Uuid.randomUuid().toString()).addDirectory(logs.toString())
                .setMetadataLogDirectory(logs.toString()).setControllerListenerName("CONTROLLER").setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream())).run();
    }

    private void kafkaGaveUp(String message) {
        if (!closed) {
            log.error("the embedded broker gave up{}; it will be started again", message == null ? "" : ": " + message);
            gaveUp.release();
        }
    }

    private void supervise() {
        try {
            while (true) {
                gaveUp.acquire();
                if (closed) {
                    return;
                }
                stop(server);
                gaveUp.drainPermits();
                while (!closed && !relaunched()) {
                    TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
                }
            }
        } catch (InterruptedException e) {
            // closing
        }
    }

    private boolean relaunched() {
        try {
            server = launch();
            log.info("the embedded broker runs again");
            return true;
        } catch (StreamException e) {
            log.error("{}; trying again in {} s", e.getMessage(), RETRY.toSeconds());
            return false;
        }
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
        closed = true;
        supervisor.interrupt();
        try {
            supervisor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop(server);
        Exit.resetExitProcedure();
        Exit.resetHaltProcedure();
        lock.close();
    }

    private static int requireFree(int port) throws StreamException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return port;
        } catch (IOException e) {
            throw new StreamException("port " + port + " on 127.0.0.1 is in use, so the embedded broker can't have it; choose another "
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
