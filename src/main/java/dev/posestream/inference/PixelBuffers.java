package dev.posestream.inference;

import java.util.concurrent.ArrayBlockingQueue;

/** Used float arrays, kept for reuse: a crop is near a megabyte, too much to leave to the garbage collector at video rate. */
final class PixelBuffers {

    private final ArrayBlockingQueue<float[]> free;

    PixelBuffers(int capacity) {
        free = new ArrayBlockingQueue<>(capacity);
    }

    /** @return an array of exactly this length, with anything in it */
    float[] take(int length) {
        float[] buffer = free.poll();
        return buffer != null && buffer.length == length ? buffer : new float[length];
    }

    void give(float[] buffer) {
        free.offer(buffer);
    }
}
