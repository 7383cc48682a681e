package dev.posestream.evaluation.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.posestream.inference.Device;
import dev.posestream.network.OnnxFile;
import java.util.Map;

/** A session of ONNX Runtime, opened as the program opens it, and run directly on inputs made ahead. For many threads. */
final class BareNetwork implements AutoCloseable {

    private final OrtSession session;
    private final String input;
    private final InputTensors tensors;

    /** @param device cpu or gpu; ONNX Runtime has been started */
    BareNetwork(OnnxFile model, Device device, InputTensors tensors) throws BenchException {
        this.tensors = tensors;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            options.setInterOpNumThreads(1);
            if (device.kind() == Device.Kind.GPU) {
                options.addCUDA(device.index());
            }
            session = OrtEnvironment.getEnvironment().createSession(model.bytes(), options);
        } catch (OrtException e) {
            throw new BenchException("the bare loop can't open " + model.name() + ": " + e.getMessage(), e);
        }
        input = session.getInputNames().iterator().next();
    }

    /** @param turn which of the inputs made ahead */
    void run(int batch, int turn) throws BenchException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, tensors.batch(batch, turn), tensors.shape(batch));
             OrtSession.Result result = session.run(Map.of(input, tensor))) {
            for (Map.Entry<String, OnnxValue> output : result) {
                ((OnnxTensor) output.getValue()).getFloatBuffer();
            }
        } catch (OrtException e) {
            throw new BenchException("the bare loop broke: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
