package dev.posestream.app.role;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.dashboard.HealthCheck;
import dev.posestream.inference.InferenceException;
import dev.posestream.inference.Networks;
import dev.posestream.network.BadModelException;
import dev.posestream.network.ModelCatalog;
import dev.posestream.stream.Backfill;
import dev.posestream.stream.BackfillRequest;
import dev.posestream.stream.StreamException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Finds people in frames that are kept: the networks, run reproducibly, and a worker of the backfill. */
public final class BackfillWork implements Role {

    private final Configuration configuration;
    private final Kafka kafka;
    private final BackfillRequest request;
    private final MeterRegistry registry;
    private final Backfill backfill;
    private Optional<Networks> networks = Optional.empty();

    /** @throws StreamException when there is nothing to do, or Kafka does not answer */
    BackfillWork(Configuration configuration, Kafka kafka, BackfillRequest request, MeterRegistry registry) throws StreamException {
        this.configuration = configuration;
        this.kafka = kafka;
        this.request = request;
        this.registry = registry;
        backfill = Backfill.of(kafka.connection(), configuration.topics(), kafka.topicSettings(), request);
    }

    /** All settings on which the poses depend, and what the model files hold. */
    public static String how(Configuration configuration) throws BadModelException, IOException {
        return String.join(" ", digest(configuration.get(Settings.POSE_MODEL)), digest(configuration.get(Settings.PERSON_MODEL)),
                "" + configuration.get(Settings.DEVICE), "" + configuration.get(Settings.DETECTOR_SIDE), "" + configuration.analysis(),
                "" + configuration.get(Settings.SMOOTHING));
    }

    private static String digest(String model) throws BadModelException, IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ModelCatalog.open(model).bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Loads the networks and begins. */
    public void start() throws StreamException, BadModelException, InferenceException, IOException {
        Networks loaded = Analysis.load(configuration.inference().asReproducible());
        networks = Optional.of(loaded);
        NetworkMetrics.bind(loaded, registry);
        backfill.start(configuration.analyze(), Analysis.analysis(configuration, loaded), Analysis.model(loaded), Analysis.stateFolder(configuration), registry);
    }

    public String applicationId() {
        return backfill.applicationId();
    }

    /** The topic for the poses. */
    public String output() {
        return request.output();
    }

    /** Records to pass by, by all workers together. */
    public long records() {
        return backfill.records();
    }

    public long passed() throws StreamException {
        return backfill.passed();
    }

    /** Leaves; who is the last takes away what only the backfill needed. */
    public void finish() throws StreamException, InterruptedException {
        backfill.finish();
    }

    /** Frames analysed here. */
    public long frames() {
        return Backfill.frames(registry);
    }

    /** People found here. */
    public long people() {
        return Backfill.people(registry);
    }

    /** Records that could not be handled here. */
    public long buried() {
        return Backfill.buried(registry);
    }

    @Override
    public List<HealthCheck> checks() {
        return List.of(HealthCheck.of("backfill", backfill::healthy, "the backfill is starting, taking over cameras or has lost Kafka"));
    }

    @Override
    public void close() {
        backfill.close();
        networks.ifPresent(Networks::close);
    }
}
