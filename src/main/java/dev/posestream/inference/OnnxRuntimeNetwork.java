package dev.posestream.inference;

import ai.djl.Model;
import ai.onnxruntime.OrtSession.SessionOptions;

/**
 * A session of ONNX Runtime. Its runners share it, and with it the weights, because a session may be run by many threads at once;
 * each run stays on the thread that asks for it. Owns the model and the options, which DJL does not close.
 */
final class OnnxRuntimeNetwork implements LoadedNetwork {

    private final String name;
    private final Model model;
    private final SessionOptions options;
    private boolean closed;

    OnnxRuntimeNetwork(String name, Model model, SessionOptions options) {
        this.name = name;
        this.model = model;
        this.options = options;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public NetworkRunner newRunner() {
        return new OnnxRuntimeRunner(name, model.newPredictor(new BatchTranslator()));
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            model.close();
            options.close();
        }
    }
}
