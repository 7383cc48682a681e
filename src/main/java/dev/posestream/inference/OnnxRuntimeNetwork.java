package dev.posestream.inference;

import ai.djl.Model;

/** A session of ONNX Runtime. Its runners share it, because a session may be run by many threads at once. */
final class OnnxRuntimeNetwork implements LoadedNetwork {

    private final String name;
    private final Model model;

    OnnxRuntimeNetwork(String name, Model model) {
        this.name = name;
        this.model = model;
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
    public void close() {
        model.close();
    }
}
