package dev.posestream.camera;

/**
 * One picture as a source gives it, compressed and ready to travel.
 *
 * @param ptsUs      the source's own presentation time in microseconds, for reference only
 * @param capturedUs when it was captured, microseconds since the epoch
 * @param width      pixels
 * @param height     pixels
 * @param jpeg       the compressed picture; not copied, so nobody may write to it
 */
public record Picture(long ptsUs, long capturedUs, int width, int height, byte[] jpeg) {}
