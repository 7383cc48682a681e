package dev.posestream.network.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.posestream.inference.StartedOnnxRuntime;
import dev.posestream.network.OnnxFile;
import java.nio.FloatBuffer;
import java.util.Map;

/** Runs a model once, on one thread. */
public final class OnnxRun {

    private OnnxRun() {}

    /** @return the first output */
    public static float[] of(OnnxFile model, float[] input, int batch, int height, int width) throws OrtException {
        OrtEnvironment environment = StartedOnnxRuntime.environment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            // The training form holds entries that nothing reads; each would be a warning.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            try (OrtSession session = environment.createSession(model.bytes(), options);
                    OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), new long[] {batch, 3, height, width});
                    OrtSession.Result result = session.run(Map.of("image", tensor))) {
                FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] output = new float[values.remaining()];
                values.get(output);
                return output;
            }
        }
    }
}
