package dev.posestream.inference;

import dev.posestream.network.BadModelException;
import dev.posestream.network.ModelCatalog;
import dev.posestream.network.ModelDescription;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.PersonShape;
import dev.posestream.network.PoseShape;
import dev.posestream.network.TensorInfo;
import dev.posestream.network.onnx.FrozenModel;
import dev.posestream.pose.Box;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The two networks that find people and their keypoints, loaded and running. Whoever opens them closes them. */
public final class Networks implements AutoCloseable {

    /** Larger batches were no faster a picture there, and one core would hold what another could take. */
    private static final int CPU_BATCH = 1;
    private static final int GPU_BATCH = 32;
    private static final int WARM_UP_RUNS = 3;

    private final Device device;
    private final BatchingNetwork personNetwork;
    private final BatchingNetwork poseNetwork;
    private final PersonDetector personDetector;
    private final PoseEstimator poseEstimator;

    private Networks(Device device, BatchingNetwork personNetwork, BatchingNetwork poseNetwork, PersonDetector personDetector,
                     PoseEstimator poseEstimator) {
        this.device = device;
        this.personNetwork = personNetwork;
        this.poseNetwork = poseNetwork;
        this.personDetector = personDetector;
        this.poseEstimator = poseEstimator;
    }

    /**
     * Looks at the models without running them, which takes a moment only.
     *
     * @throws BadModelException when a model is unknown, no ONNX file, not described or of the wrong shape
     * @throws IOException       when a model file can't be read
     */
    public static void check(InferenceSettings settings) throws BadModelException, IOException {
        OnnxFile person = ModelCatalog.open(settings.personModel());
        PersonShape.of(person, person.description());
        OnnxFile pose = ModelCatalog.open(settings.poseModel());
        PoseShape.of(pose, pose.description());
    }

    /**
     * @throws BadModelException  when a model is unknown, no ONNX file, not described or of the wrong shape
     * @throws InferenceException when the device can't be used or a graph can't be run
     * @throws IOException        when a model file can't be read
     */
    public static Networks open(InferenceSettings settings) throws BadModelException, InferenceException, IOException {
        OnnxFile person = ModelCatalog.open(settings.personModel());
        OnnxFile pose = ModelCatalog.open(settings.poseModel());
        // Both are checked before either is loaded, so that a bad model costs no waiting.
        PersonShape.of(person, person.description());
        PoseShape.of(pose, pose.description());

        Device device = OnnxRuntimeEngine.choose(settings.device(), person);
        RunningBatches running = new RunningBatches();
        BatchingNetwork personNetwork = start(person, device, settings, running);
        try {
            BatchingNetwork poseNetwork = start(pose, device, settings, running);
            try {
                return new Networks(device, personNetwork, poseNetwork,
                        detector(person, personNetwork, settings), estimator(pose, poseNetwork, settings));
            } catch (BadModelException | RuntimeException e) {
                poseNetwork.close();
                throw e;
            }
        } catch (BadModelException | InferenceException | RuntimeException e) {
            personNetwork.close();
            throw e;
        }
    }

    static PersonDetector detector(OnnxFile model, BatchingNetwork network, InferenceSettings settings) throws BadModelException {
        ModelDescription description = model.description();
        return new CenterPersonDetector(description, PersonShape.of(model, description), settings.detectorSide(), outputs(model),
                new CenterDecoder(settings.detectorScore(), settings.detectorMaxIou()), network);
    }

    static PoseEstimator estimator(OnnxFile model, BatchingNetwork network, InferenceSettings settings) throws BadModelException {
        ModelDescription description = model.description();
        return new OnnxPoseEstimator(description, PoseShape.of(model, description), settings.flipTest(), network);
    }

    /** Runs both a few times on nothing, so that the first frame does not wait for code and memory to get ready. */
    public void warmUp() throws InferenceException {
        try (Image image = Image.blank(640, 360)) {
            for (int i = 0; i < WARM_UP_RUNS; i++) {
                personDetector.detect(image);
                poseEstimator.estimate(image, List.of(new Box(200, 40, 120, 300)));
            }
        }
    }

    /** Where the networks run: never {@code auto}. */
    public Device device() {
        return device;
    }

    public PersonDetector personDetector() {
        return personDetector;
    }

    public PoseEstimator poseEstimator() {
        return poseEstimator;
    }

    public NetworkStats personStats() {
        return personNetwork.stats();
    }

    public NetworkStats poseStats() {
        return poseNetwork.stats();
    }

    /** @param running common to the networks that share the cores */
    static BatchingNetwork start(OnnxFile model, Device device, InferenceSettings settings, RunningBatches running) throws InferenceException {
        boolean gpu = device.kind() == Device.Kind.GPU;
        int workers = settings.workers() > 0 ? settings.workers() : gpu ? 1 : Runtime.getRuntime().availableProcessors();
        // A network exported for single pictures stays with single pictures.
        int maxBatch = settings.reproducible() || !model.inputs().get(0).isFree(0) ? 1 : settings.maxBatch() > 0 ? settings.maxBatch() : gpu ? GPU_BATCH : CPU_BATCH;
        return new BatchingNetwork(load(model, device, settings.reproducible() ? 1 : workers, running), workers, maxBatch, settings.maxWait());
    }

    static LoadedNetwork load(OnnxFile given, Device device, int workers, RunningBatches running) throws InferenceException {
        OnnxFile model = FrozenModel.serving(given);
        if (device.kind() == Device.Kind.GPU) {
            return OnnxRuntimeEngine.load(model, device);
        }
        Optional<OnnxFile> blocked = BlockedModel.of(model);
        OnnxFile fitting = blocked.orElse(model);
        LoadedNetwork network = workers < 2 ? OnnxRuntimeEngine.load(fitting, device) : loneOrShared(fitting, device, workers, running);
        return blocked.isPresent() ? new OneAtATime(network) : network;
    }

    private static LoadedNetwork loneOrShared(OnnxFile model, Device device, int cores, RunningBatches running) throws InferenceException {
        LoadedNetwork oneThread = OnnxRuntimeEngine.load(model, device);
        try {
            return new LoneOrShared(oneThread, OnnxRuntimeEngine.load(model, device, cores), running);
        } catch (InferenceException | RuntimeException e) {
            oneThread.close();
            throw e;
        }
    }

    private static CenterPersonDetector.Outputs outputs(OnnxFile model) {
        List<String> names = model.outputs().stream().map(TensorInfo::name).toList();
        return new CenterPersonDetector.Outputs(names.indexOf("centers"), names.indexOf("sizes"));
    }

    @Override
    public void close() {
        poseEstimator.close();
        personDetector.close();
    }
}
