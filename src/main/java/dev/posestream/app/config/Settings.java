package dev.posestream.app.config;

import static dev.posestream.app.config.Setting.of;
import static dev.posestream.app.config.Setting.onOff;

import dev.posestream.camera.CameraOption;
import dev.posestream.camera.CameraSettings.RtspTransport;
import dev.posestream.camera.SecretScope;
import dev.posestream.inference.Device;
import dev.posestream.stream.Guarantee;
import dev.posestream.tracking.Smoothing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Every option of PoseStream. */
public final class Settings {

    public static final Setting<String> BOOTSTRAP_SERVERS = of("bootstrap-servers", "--bootstrap-servers", "HOST:PORT,…",
            Parsers::text, "", "The Kafka to use, instead of the embedded one. Any client property (SASL, TLS, …) goes under 'kafka:' in the "
                    + "YAML file, or into --kafka.");
    public static final Setting<String> PREFIX = of("topics.prefix", "--topic-prefix", "TEXT", Parsers::text, "posestream.",
            "In front of every topic's name.");
    public static final Setting<Integer> PARTITIONS = of("topics.partitions", "--partitions", "N", Parsers.whole(1, 10_000), "8",
            "Partitions of topics when they are created: the most analysis threads that can share the cameras.");
    public static final Setting<Integer> REPLICATION = of("topics.replication", "--replication", "N", Parsers.whole(0, 100), "0",
            "Copies of each partition when topics are created; 0 takes as many as there are brokers, up to 3.");
    public static final Setting<Duration> FRAMES_RETENTION = of("topics.frames-retention", "--frames-retention", "DURATION",
            Parsers::positiveDuration, "30m", "How long frames are kept.");
    public static final Setting<Long> FRAMES_BYTES = of("topics.frames-bytes", "--frames-bytes", "SIZE", Parsers::bytes, "512MB",
            "How much of the frames is kept, per partition.");
    public static final Setting<Duration> POSES_RETENTION = of("topics.poses-retention", "--poses-retention", "DURATION",
            Parsers::positiveDuration, "7d", "How long poses and events are kept.");
    public static final Setting<Integer> MAX_FRAME_BYTES = of("topics.max-frame-bytes", "--max-frame-bytes", "SIZE", Parsers::intBytes, "8MB",
            "The largest frame.");

    public static final Setting<Path> DATA_FOLDER = of("broker.data-folder", "--data-folder", "FOLDER", Parsers::path, "data",
            "Where the embedded broker keeps its log; used again at the next start.");
    public static final Setting<Integer> BROKER_PORT = of("broker.port", "--broker-port", "PORT", Parsers.whole(0, 65_535), "9092",
            "The embedded broker's port on 127.0.0.1; 0 takes a free one.");
    public static final Setting<Long> MIN_FREE = of("broker.min-free", "--min-free", "SIZE", Parsers::bytes, "256MB",
            "With less than this free on its disk, the embedded broker takes no more frames; they are counted as lost.");

    public static final Setting<Integer> NODE = of("broker.node", "--node", "N", Parsers.whole(1, 1_000_000), "1",
            "This broker's number in its cluster.");
    public static final Setting<List<String>> CLUSTER = of("broker.cluster", "--cluster", "N@HOST:PORT,…", Parsers::list, "",
            "The brokers of the cluster, and where each talks with the others; empty for a broker that is alone.");

    public static final Setting<Double> MAX_FPS = of("camera.max-fps", "--max-fps", "N", CameraOption.MAX_FPS::parse, "0",
            "Frames a second published per camera at most; 0 for all.");
    public static final Setting<Integer> MAX_SIDE = of("camera.max-side", "--max-side", "PIXELS", CameraOption.MAX_SIDE::parse, "1280",
            "Larger pictures are scaled down to this longer side; 0 leaves them as they are.");
    public static final Setting<Integer> JPEG_QUALITY = of("camera.jpeg-quality", "--jpeg-quality", "N", CameraOption.JPEG_QUALITY::parse, "80",
            "1 is smallest, 100 best.");
    public static final Setting<Duration> CAMERA_TIMEOUT = of("camera.timeout", "--camera-timeout", "DURATION", CameraOption.TIMEOUT::parse, "5s",
            "A camera that gives no frame for this long is abandoned and tried again.");
    public static final Setting<RtspTransport> TRANSPORT = of("camera.transport", "--rtsp-transport", "tcp|udp",
            CameraOption.TRANSPORT::parse, "tcp", "How RTSP carries its packets.");
    public static final Setting<Boolean> REPLAY = onOff("camera.replay", "--replay",
            "Play files as fast as the analysis goes, and drop nothing.");
    public static final Setting<Boolean> LOOP = onOff("camera.loop", "--loop", "Play files again and again.");
    public static final Setting<Integer> PRIORITY = of("camera.priority", "--priority", "N", CameraOption.PRIORITY::parse, "1",
            "The camera's share of an analysis that can't keep up: with 4, four times as many frames as with 1.");

    public static final Setting<String> INGEST_GROUP = of("ingest.group", "--ingest-group", "ID", Parsers::text, "posestream-ingest",
            "Ingest workers with the same id share the registered cameras.");
    public static final Setting<SecretScope> SECRETS = of("ingest.secrets", "--secrets", "FOLDER|NAME|PREFIX*,…", text -> new SecretScope(Parsers.list(text)),
            "/run/secrets,CAMERA_*", "Folders whose files, and variables whose values, addresses of registered cameras may refer to.");

    public static final Setting<String> POSE_MODEL = of("model.pose", "--pose-model", "NAME|FILE", Parsers::text, "movenet-thunder",
            "The pose network: movenet-thunder, movenet-lightning, dite-hrnet-18, an ONNX file, or a model by the name under which 'model fetch' keeps it.");
    public static final Setting<String> PERSON_MODEL = of("model.person", "--person-model", "NAME|FILE", Parsers::text, "centernet-person",
            "The network that finds people: centernet-person, dite-hrnet-18-center, an ONNX file, or a fetched model's name.");
    public static final Setting<Device> DEVICE = of("model.device", "--device", "cpu|gpu[:N]|auto", Device::parse, "auto",
            "Where the networks run.");
    public static final Setting<Integer> DETECTOR_SIDE = of("model.detector-side", "--detector-side", "PIXELS", Parsers.multipleOf(32, 4096), "416",
            "The picture's longer side as the person network sees it. Larger finds smaller people, and costs more.");
    public static final Setting<Double> DETECTOR_SCORE = of("model.detector-score", "--detector-score", "N", Parsers.number(0.01, 1), "0.3",
            "The person network's finds count from this score on, 0.01 to 1. Lower finds more people, and more that are none.");
    public static final Setting<Integer> MAX_BATCH = of("model.max-batch", "--max-batch", "N", Parsers.whole(0, 1024), "0",
            "Crops of all cameras that go through the network together at most; 0 leaves it to the device.");

    public static final Setting<String> APPLICATION_ID = of("analyze.application-id", "--application-id", "ID", Parsers::text, "posestream-analyze",
            "Workers with the same id share the cameras.");
    public static final Setting<String> INSTANCE_ID = of("analyze.instance-id", "--instance-id", "ID", Parsers::text, "",
            "A fixed name for this worker, so that it takes up its cameras at once when it is started again.");
    public static final Setting<Integer> THREADS = of("analyze.threads", "--threads", "N", Parsers.whole(0, 1024), "0",
            "Frames analysed at a time; 0 takes one per core.");
    public static final Setting<Duration> MAX_AGE = of("analyze.max-age", "--max-age", "DURATION", Parsers::positiveDuration, "2s",
            "A live frame that has waited longer is dropped and counted.");
    public static final Setting<Duration> CATCH_UP = of("analyze.catch-up", "--catch-up", "DURATION", Parsers::duration, "30s",
            "Frames that waited for this worker's start are analysed when they are younger than this.");
    public static final Setting<Guarantee> GUARANTEE = of("analyze.guarantee", "--guarantee", "at-least-once|exactly-once",
            Parsers.oneOf(Guarantee.class), "at-least-once", "Whether poses may come twice after a crash, under the same id, or once for readers of "
                    + "committed records, up to 0.1 s later.");
    public static final Setting<Integer> STANDBYS = of("analyze.standbys", "--standbys", "N", Parsers.whole(0, 10), "1",
            "Other workers that keep a copy of each camera's state, so that they go on at once when its worker dies.");
    public static final Setting<Duration> DETECTOR_PERIOD = of("analyze.detector-period", "--detector-period", "DURATION", Parsers::duration, "500ms",
            "The person network runs at least this often; in between, people are followed from pose to pose.");
    public static final Setting<Integer> MAX_PEOPLE = of("analyze.max-people", "--max-people", "N", Parsers.whole(1, 1000), "20",
            "People followed in one picture at most.");
    public static final Setting<Double> POSE_SCORE = of("analyze.pose-score", "--pose-score", "N", Parsers.number(0, 1), "0.3",
            "A pose is a new person from this mean score of its keypoints on, 0 to 1, and continues a known one from half of it on. "
                    + "Networks differ in how high they score.");
    public static final Setting<Smoothing> SMOOTHING = of("analyze.smoothing", "--smoothing", "off|one-euro|kalman",
            Parsers.oneOf(Smoothing.class), "one-euro", "How keypoints are smoothed over time.");

    public static final Setting<String> HOST = of("dashboard.host", "--host", "HOST", Parsers::text, "127.0.0.1",
            "Where the dashboard listens. Other than loopback only with a user and a password.");
    public static final Setting<Integer> PORT = of("dashboard.port", "--port", "PORT", Parsers.whole(0, 65_535), "8080",
            "The dashboard's port; 0 takes a free one.");
    public static final Setting<String> USER = of("dashboard.user", "--user", "NAME", Parsers::text, "", "Who may see the dashboard.");
    public static final Setting<String> PASSWORD = of("dashboard.password", "--password", "TEXT", Parsers::text, "",
            "Their password; better given as POSESTREAM_DASHBOARD_PASSWORD than on the command line.").kept();
    public static final Setting<List<String>> PUBLIC_HOSTS = of("dashboard.public-hosts", "--public-hosts", "NAME,…", Parsers::list, "",
            "Further names under which browsers reach the dashboard, such as that of a reverse proxy.");
    public static final Setting<Integer> MONITORING_PORT = of("monitoring.port", "--monitoring-port", "PORT", Parsers.whole(0, 65_535), "0",
            "Port for /health and /metrics of this role; 0 for none.");
    public static final Setting<String> MONITORING_HOST = of("monitoring.host", "--monitoring-host", "HOST", Parsers::text, "127.0.0.1",
            "Where /health and /metrics of this role listen.");

    public static final List<Setting<?>> KAFKA = List.of(BOOTSTRAP_SERVERS, PREFIX);
    public static final List<Setting<?>> TOPICS = List.of(PARTITIONS, REPLICATION, FRAMES_RETENTION, FRAMES_BYTES, POSES_RETENTION, MAX_FRAME_BYTES);
    public static final List<Setting<?>> BROKER = List.of(DATA_FOLDER, BROKER_PORT, MIN_FREE);
    public static final List<Setting<?>> QUORUM = List.of(NODE, CLUSTER);
    public static final List<Setting<?>> CAMERA = List.of(MAX_FPS, MAX_SIDE, JPEG_QUALITY, CAMERA_TIMEOUT, TRANSPORT, REPLAY, LOOP, PRIORITY);
    public static final List<Setting<?>> INGEST = List.of(INGEST_GROUP, SECRETS);
    public static final List<Setting<?>> MODEL = List.of(POSE_MODEL, PERSON_MODEL, DEVICE, DETECTOR_SIDE, DETECTOR_SCORE, MAX_BATCH);
    public static final List<Setting<?>> ANALYZE = List.of(APPLICATION_ID, INSTANCE_ID, THREADS, MAX_AGE, CATCH_UP, GUARANTEE, STANDBYS, DETECTOR_PERIOD, MAX_PEOPLE,
            POSE_SCORE, SMOOTHING);
    public static final List<Setting<?>> DASHBOARD = List.of(HOST, PORT, USER, PASSWORD, PUBLIC_HOSTS);
    public static final List<Setting<?>> MONITORING = List.of(MONITORING_HOST, MONITORING_PORT);

    public static final List<Setting<?>> ALL =
            Stream.of(KAFKA, TOPICS, BROKER, QUORUM, CAMERA, INGEST, MODEL, ANALYZE, DASHBOARD, MONITORING).<Setting<?>>flatMap(List::stream).toList();

    private Settings() {}
}
