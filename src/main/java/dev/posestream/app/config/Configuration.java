package dev.posestream.app.config;

import dev.posestream.analysis.AnalysisSettings;
import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraSettings;
import dev.posestream.dashboard.Credentials;
import dev.posestream.dashboard.DashboardSettings;
import dev.posestream.inference.InferenceSettings;
import dev.posestream.stream.AnalyzeSettings;
import dev.posestream.stream.BrokerSettings;
import dev.posestream.stream.KafkaConnection;
import dev.posestream.stream.Quorum;
import dev.posestream.stream.TopicSettings;
import dev.posestream.stream.Topics;
import dev.posestream.tracking.TrackerSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the user wants, checked; handed to each room in that room's own words. */
public final class Configuration {

    private final Map<Setting<?>, Object> values;
    private final List<Camera> cameras;
    private final Map<String, String> kafka;

    Configuration(Map<Setting<?>, Object> values, List<Camera> cameras, Map<String, String> kafka) {
        this.values = Map.copyOf(values);
        this.cameras = List.copyOf(cameras);
        this.kafka = Map.copyOf(kafka);
    }

    @SuppressWarnings("unchecked")
    public <T> T get(Setting<T> setting) {
        return (T) values.get(setting);
    }

    public List<Camera> cameras() {
        return cameras;
    }

    public boolean embeddedBroker() {
        return get(Settings.BOOTSTRAP_SERVERS).isEmpty();
    }

    boolean hasKafkaProperties() {
        return !kafka.isEmpty();
    }

    public BrokerSettings broker() {
        return new BrokerSettings(get(Settings.DATA_FOLDER), get(Settings.BROKER_PORT), get(Settings.MIN_FREE),
                Quorum.of(get(Settings.NODE), get(Settings.CLUSTER)));
    }

    public KafkaConnection kafka(String bootstrapServers) {
        return new KafkaConnection(bootstrapServers, kafka);
    }

    /** For a client that only looks: the Kafka named, or the embedded broker of a PoseStream that runs here. */
    public KafkaConnection kafkaHere() {
        return embeddedBroker() ? new KafkaConnection("127.0.0.1:" + get(Settings.BROKER_PORT)) : kafka(get(Settings.BOOTSTRAP_SERVERS));
    }

    public Topics topics() {
        return new Topics(get(Settings.PREFIX));
    }

    public TopicSettings topicSettings() {
        return new TopicSettings(get(Settings.PARTITIONS), get(Settings.REPLICATION).shortValue(), get(Settings.FRAMES_RETENTION),
                get(Settings.FRAMES_BYTES), get(Settings.POSES_RETENTION), get(Settings.MAX_FRAME_BYTES));
    }

    public AnalyzeSettings analyze() {
        return new AnalyzeSettings(get(Settings.APPLICATION_ID), get(Settings.INSTANCE_ID), threads(), get(Settings.MAX_AGE), get(Settings.CATCH_UP),
                get(Settings.GUARANTEE), get(Settings.STANDBYS));
    }

    public AnalysisSettings analysis() {
        AnalysisSettings defaults = AnalysisSettings.DEFAULT;
        return new AnalysisSettings(get(Settings.DETECTOR_PERIOD), defaults.detectorPause(), get(Settings.MAX_PEOPLE),
                tracker().weakScore());
    }

    public TrackerSettings tracker() {
        return TrackerSettings.DEFAULT.withScore(get(Settings.POSE_SCORE));
    }

    public InferenceSettings inference() {
        InferenceSettings defaults = InferenceSettings.DEFAULT;
        return new InferenceSettings(get(Settings.POSE_MODEL), get(Settings.PERSON_MODEL), get(Settings.DEVICE), threads(), get(Settings.MAX_BATCH),
                defaults.maxWait(), get(Settings.DETECTOR_SIDE), get(Settings.DETECTOR_SCORE), defaults.detectorMaxIou(), defaults.flipTest(), defaults.reproducible());
    }

    public DashboardSettings dashboard() {
        String user = get(Settings.USER);
        String password = get(Settings.PASSWORD);
        Optional<Credentials> credentials = user.isEmpty() && password.isEmpty() ? Optional.empty() : Optional.of(new Credentials(user, password));
        return new DashboardSettings(get(Settings.HOST), get(Settings.PORT), credentials, Set.copyOf(get(Settings.PUBLIC_HOSTS)));
    }

    public DashboardSettings monitoring() {
        return new DashboardSettings(get(Settings.MONITORING_HOST), get(Settings.MONITORING_PORT), Optional.empty(), Set.of());
    }

    public int threads() {
        int threads = get(Settings.THREADS);
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }

    /** How cameras without settings of their own are captured. */
    public CameraSettings cameraDefaults() {
        return new CameraSettings(get(Settings.MAX_FPS), get(Settings.MAX_SIDE), get(Settings.JPEG_QUALITY), get(Settings.CAMERA_TIMEOUT),
                get(Settings.TRANSPORT), get(Settings.REPLAY), get(Settings.LOOP), get(Settings.PRIORITY));
    }
}
