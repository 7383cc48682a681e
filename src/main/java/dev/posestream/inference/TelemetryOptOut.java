package dev.posestream.inference;

import com.sun.jna.Function;
import com.sun.jna.Platform;

/**
 * Keeps ONNX Runtime from reporting to its maker. Since 1.29 its Linux and macOS builds send data on machine, process and models
 * over the network unless the environment says otherwise before the library starts, and Java can't write its own environment.
 */
final class TelemetryOptOut {

    private static final String VARIABLE = "ORT_DISABLE_TELEMETRY";
    private static final int OVERWRITE = 1;

    private TelemetryOptOut() {}

    /**
     * Call before anything loads ONNX Runtime.
     *
     * @throws InferenceException when it can't be done: nothing is loaded rather than something that reports
     */
    static void apply() throws InferenceException {
        if (Platform.isWindows() || "1".equals(System.getenv(VARIABLE))) {
            return;
        }
        try {
            int status = Function.getFunction("c", "setenv").invokeInt(new Object[] {VARIABLE, "1", OVERWRITE});
            if (status != 0) {
                throw new InferenceException("ONNX Runtime's telemetry can't be switched off (setenv gave " + status
                        + "); start with " + VARIABLE + "=1 in the environment");
            }
        } catch (LinkageError e) {
            throw new InferenceException("ONNX Runtime's telemetry can't be switched off (" + e.getMessage()
                    + "); start with " + VARIABLE + "=1 in the environment", e);
        }
    }
}
