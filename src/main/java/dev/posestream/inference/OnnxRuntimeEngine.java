package dev.posestream.inference;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.posestream.network.OnnxFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** ONNX Runtime behind DJL: loads networks onto a device. The one place that knows how both are set up. */
final class OnnxRuntimeEngine {

    private static final Logger LOG = LoggerFactory.getLogger(OnnxRuntimeEngine.class);
    private static final String ENGINE = "OnnxRuntime";
    private static final String NATIVE_PATH = "onnxruntime.native.path";

    private static boolean started;

    private OnnxRuntimeEngine() {}

    /** @return the device itself, or for {@code auto} the one that can be used here; the log says which and why */
    static Device choose(Device wanted, OnnxFile trial) throws InferenceException {
        if (wanted.kind() != Device.Kind.AUTO) {
            return wanted;
        }
        start();
        if (!hasCuda()) {
            LOG.info("device auto: networks run on the CPU; this build has no GPU support");
            return Device.CPU;
        }
        Device gpu = Device.gpu(0);
        try (LoadedNetwork network = load(trial, gpu)) {
            LOG.info("device auto: networks run on {}, the first GPU", gpu);
            return gpu;
        } catch (InferenceException e) {
            LOG.info("device auto: networks run on the CPU; no GPU is usable here ({})", rootMessage(e).lines().findFirst().orElse(""));
            return Device.CPU;
        }
    }

    /**
     * @param device cpu or gpu
     * @throws InferenceException when the graph can't be run or the device can't be used
     */
    static LoadedNetwork load(OnnxFile model, Device device) throws InferenceException {
        return load(model, device, 1);
    }

    /** @param threads that work on one batch together, on the cpu */
    static LoadedNetwork load(OnnxFile model, Device device, int threads) throws InferenceException {
        start();
        Model loaded = Model.newInstance(model.name(), ai.djl.Device.cpu(), ENGINE);
        SessionOptions options;
        try {
            options = options(device, threads);
        } catch (InferenceException | RuntimeException e) {
            loaded.close();
            throw e;
        }
        try {
            loaded.load(new ByteArrayInputStream(model.bytes()), Map.of("sessionOptions", options));
            return new OnnxRuntimeNetwork(model.name(), loaded, options);
        } catch (IOException | MalformedModelException | RuntimeException e) {
            loaded.close();
            options.close();
            throw new InferenceException("model " + model.name() + " can't be loaded on " + device + ": " + rootMessage(e), e);
        }
    }

    static synchronized void start() throws InferenceException {
        if (started) {
            return;
        }
        System.setProperty("ai.djl.onnx.disable_alternative", "true");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        if (System.getProperty(NATIVE_PATH) == null) {
            try {
                System.setProperty(NATIVE_PATH, NativeCache.unpack(NativeCache.userFolder()).toString());
            } catch (IOException | RuntimeException e) {
                LOG.warn("ONNX Runtime's libraries can't be kept in {} ({}); they are unpacked anew at every start",
                        NativeCache.userFolder(), e.toString());
            }
        }
        try {
            // DJL's engine comes first: it sets up ONNX Runtime's one environment its own way.
            Engine.getEngine(ENGINE).newBaseManager(ai.djl.Device.cpu()).close();
            OrtEnvironment.getEnvironment().setTelemetry(false);
        } catch (OrtException | RuntimeException | LinkageError e) {
            throw new InferenceException("ONNX Runtime can't be started: " + rootMessage(e), e);
        }
        started = true;
    }

    private static boolean hasCuda() {
        return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    }

    private static SessionOptions options(Device device, int threads) throws InferenceException {
        if (device.kind() == Device.Kind.GPU && !hasCuda()) {
            throw new InferenceException("device " + device + " can't be used: this build has ONNX Runtime without CUDA ("
                    + OrtEnvironment.getAvailableProviders() + "); build with -Donnxruntime.artifact=onnxruntime_gpu,"
                    + " or choose device cpu");
        }
        SessionOptions options = new SessionOptions();
        try {
            options.setIntraOpNumThreads(threads);
            // It warns of every entry that only a trainer reads.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            // A thread that spins while it waits for work takes the core from the other batches.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.setInterOpNumThreads(1);
            if (device.kind() == Device.Kind.GPU) {
                options.addCUDA(device.index());
            }
            return options;
        } catch (OrtException e) {
            options.close();
            throw new InferenceException("device " + device + " can't be used: " + e.getMessage()
                    + "; install the NVIDIA driver and the CUDA 12 and cuDNN 9 libraries, or choose device cpu", e);
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
