package dev.posestream.inference;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.TranslateException;
import java.nio.FloatBuffer;
import java.util.List;

/** One thread's way into a session. */
final class OnnxRuntimeRunner implements NetworkRunner {

    private static final int CHANNELS = 3;

    private final String network;
    private final Predictor<BatchTranslator.Batch, List<FloatBuffer>> predictor;

    OnnxRuntimeRunner(String network, Predictor<BatchTranslator.Batch, List<FloatBuffer>> predictor) {
        this.network = network;
        this.predictor = predictor;
    }

    @Override
    public List<FloatBuffer> run(FloatBuffer input, int batch, int height, int width) throws InferenceException {
        try {
            return predictor.predict(new BatchTranslator.Batch(input, new Shape(batch, CHANNELS, height, width)));
        } catch (TranslateException e) {
            throw new InferenceException("ONNX Runtime could not run " + network + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        predictor.close();
    }
}
