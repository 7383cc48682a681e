package dev.posestream.evaluation.bench;

import dev.posestream.analysis.AnalysisSettings;
import dev.posestream.analysis.CameraMemory;
import dev.posestream.analysis.FrameAnalysis;
import dev.posestream.analysis.Scene;
import dev.posestream.camera.Picture;
import dev.posestream.inference.BadImageException;
import dev.posestream.inference.Image;
import dev.posestream.inference.InferenceException;
import dev.posestream.inference.Networks;
import dev.posestream.tracking.PoseTracker;
import dev.posestream.tracking.Smoothing;
import dev.posestream.tracking.TrackerSettings;

/** One camera that has the machine for itself: its frames one after the other, without Kafka. */
final class LoneAnalysis {

    /**
     * Milliseconds a frame, of the clip's.
     *
     * @param frameMs  from JPEG to people
     * @param decodeMs of this the decoding of the JPEG, on one thread, in CPU time
     */
    record Time(double frameMs, double decodeMs) {}

    private LoneAnalysis() {}

    static Time run(Networks networks, Clip clip, AnalysisSettings settings, Smoothing smoothing) throws BenchException, InferenceException {
        PoseTracker tracker = new PoseTracker(networks.poseEstimator().skeleton(), TrackerSettings.DEFAULT, smoothing.smoother());
        FrameAnalysis analysis = new FrameAnalysis(networks.personDetector(), networks.poseEstimator(), tracker, settings);
        CameraMemory memory = CameraMemory.EMPTY;
        Scene scene = Scene.UNKNOWN;
        long decodeNanos = 0;
        long started = System.nanoTime();
        for (Picture picture : clip.pictures()) {
            CpuTime before = CpuTime.now("none");
            try (Image image = Image.decode(picture.jpeg())) {
                decodeNanos += CpuTime.now("none").since(before).threadNanos();
                FrameAnalysis.Result result = analysis.analyse(memory, scene, image, picture.capturedUs());
                memory = result.memory();
                scene = result.scene();
            } catch (BadImageException e) {
                throw new BenchException("a picture of the clip can't be decoded: " + e.getMessage(), e);
            }
        }
        double frames = clip.pictures().size();
        return new Time((System.nanoTime() - started) / 1e6 / frames, decodeNanos / 1e6 / frames);
    }
}
