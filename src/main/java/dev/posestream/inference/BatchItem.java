package dev.posestream.inference;

import java.util.concurrent.CompletableFuture;

/** One picture on its way through a {@link BatchingNetwork}. */
record BatchItem(float[] pixels, int height, int width, long submittedNanos, CompletableFuture<float[][]> result) {

    boolean fitsWith(BatchItem other) {
        return height == other.height && width == other.width;
    }
}
