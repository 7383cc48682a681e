package dev.posestream.inference;

import ai.onnxruntime.OrtEnvironment;

/** ONNX Runtime for tests that use it themselves: there is one in the process, and DJL insists on being the one that starts it. */
public final class StartedOnnxRuntime {

    private StartedOnnxRuntime() {}

    public static OrtEnvironment environment() {
        try {
            OnnxRuntimeEngine.start();
            return OrtEnvironment.getEnvironment();
        } catch (InferenceException e) {
            throw new IllegalStateException(e);
        }
    }
}
