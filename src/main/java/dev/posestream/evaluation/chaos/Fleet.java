package dev.posestream.evaluation.chaos;

import dev.posestream.camera.CameraSpec;
import dev.posestream.evaluation.process.PoseStreamProcess;
import dev.posestream.stream.CameraRegistry;
import dev.posestream.stream.Guarantee;
import dev.posestream.stream.KafkaConnection;
import dev.posestream.stream.StreamException;
import dev.posestream.stream.TopicAdmin;
import dev.posestream.stream.TopicSettings;
import dev.posestream.stream.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An installation on this machine: three brokers, two workers that ingest and two that analyse, each a process of the jar. */
final class Fleet implements AutoCloseable {

    static final String ANALYSIS = "posestream-analyze";
    static final Topics TOPICS = Topics.DEFAULT;

    private static final int BROKERS = 3;
    private static final int WORKERS = 2;

    private final Path jar;
    private final Path folder;
    private final Guarantee guarantee;
    private final Optional<FalseClock> clock;
    private final List<Integer> ports = new ArrayList<>();
    private final List<Member> brokers = new ArrayList<>();
    private final List<Worker> ingest = new ArrayList<>();
    private final List<Worker> analyze = new ArrayList<>();

    /** @param folder for everything it writes; empty */
    Fleet(Path jar, Path folder, Guarantee guarantee) throws IOException {
        this.jar = jar;
        this.folder = folder;
        this.guarantee = guarantee;
        this.clock = FalseClock.in(folder);
        List<Integer> controllers = freePorts(BROKERS);
        ports.addAll(freePorts(BROKERS));
        String cluster = IntStream.range(0, BROKERS).mapToObj(i -> (i + 1) + "@127.0.0.1:" + controllers.get(i)).collect(Collectors.joining(","));
        for (int i = 0; i < BROKERS; i++) {
            String name = "broker-" + (i + 1);
            brokers.add(new Member(name, command(400, List.of("broker", "--node", "" + (i + 1), "--cluster", cluster, "--broker-port", "" + ports.get(i),
                    "--data-folder", folder.resolve(name).toString())), Map.of(), log(name)));
        }
        for (int i = 1; i <= WORKERS; i++) {
            // The first of each has a clock that can be set.
            Map<String, String> environment = i == 1 ? clock.map(FalseClock::environment).orElse(Map.of()) : Map.of();
            ingest.add(ingestWorker("ingest-" + i, environment));
            analyze.add(analyzeWorker("analyze-" + i, environment));
        }
    }

    Worker ingestWorker(String name, Map<String, String> environment) throws IOException {
        return worker(name, 400, environment, List.of("ingest", "--bootstrap-servers", bootstrapServers()));
    }

    /** Small networks: it is about frames, not about people. */
    Worker analyzeWorker(String name, Map<String, String> environment) throws IOException {
        return worker(name, 700, environment, List.of("analyze", "--bootstrap-servers", bootstrapServers(), "--guarantee",
                guarantee.name().toLowerCase(Locale.ROOT).replace('_', '-'), "--data-folder", folder.resolve(name).toString(), "--device", "cpu",
                "--threads", "2", "--pose-model", "movenet-lightning", "--detector-side", "224"));
    }

    private Worker worker(String name, int heapMegabytes, Map<String, String> environment, List<String> arguments) throws IOException {
        return new Worker(name, command(heapMegabytes, arguments), environment, log(name), freePorts(1).get(0));
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private List<String> command(int heapMegabytes, List<String> arguments) {
        return PoseStreamProcess.command(jar, List.of("-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), arguments);
    }

    /** Starts everything and registers the cameras. Returns when the processes have been started. */
    void start(List<CameraSpec> cameras, Duration patience) throws IOException, StreamException, InterruptedException, ChaosException {
        for (Member broker : brokers) {
            broker.start();
        }
        TopicSettings usual = TopicSettings.DEFAULT;
        // Nothing may be deleted before it has been accounted for.
        TopicSettings settings = new TopicSettings(usual.partitions(), usual.replication(), Duration.ofDays(1), 4L << 30, usual.posesRetention(), usual.maxFrameBytes());
        Patience.until("the brokers take topics", patience, () -> {
            try (TopicAdmin admin = new TopicAdmin(connection(), TOPICS)) {
                admin.create(settings);
                return true;
            } catch (StreamException e) {
                return false;
            }
        });
        try (CameraRegistry registry = new CameraRegistry(connection(), TOPICS)) {
            for (CameraSpec camera : cameras) {
                registry.put(camera);
            }
        }
        for (Member worker : workers()) {
            worker.start();
        }
    }

    /** Takes all cameras out, so that no more frames come. */
    void removeCameras() throws StreamException {
        try (CameraRegistry registry = new CameraRegistry(connection(), TOPICS)) {
            for (String camera : registry.list().keySet()) {
                registry.remove(camera);
            }
        }
    }

    KafkaConnection connection() {
        return new KafkaConnection(bootstrapServers());
    }

    private String bootstrapServers() {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    List<Member> brokers() {
        return brokers;
    }

    List<Worker> ingest() {
        return ingest;
    }

    List<Worker> analyze() {
        return analyze;
    }

    List<Worker> workers() {
        return Stream.concat(ingest.stream(), analyze.stream()).toList();
    }

    /** The clock of the first ingest and the first analyze worker; empty where it can't be set. */
    Optional<FalseClock> clock() {
        return clock;
    }

    /** Starts what has ended by itself, as whatever runs processes on a real machine does. */
    void startEnded() throws IOException {
        for (Member member : Stream.concat(brokers.stream(), workers().stream()).toList()) {
            member.start();
        }
    }

    /** The workers that do not take part. */
    List<String> unready() {
        return workers().stream().filter(worker -> !worker.ready()).map(Worker::name).toList();
    }

    /** Whether every broker has every record that it should have: another may go. */
    boolean brokersAgree() {
        try (TopicAdmin admin = new TopicAdmin(connection(), TOPICS)) {
            return admin.inSync(BROKERS);
        } catch (StreamException e) {
            return false;
        }
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    @Override
    public void close() {
        workers().forEach(Member::close);
        brokers.forEach(Member::close);
    }
}
