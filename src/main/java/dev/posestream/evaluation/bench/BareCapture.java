package dev.posestream.evaluation.bench;

import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** The shortest program that makes JPEGs of a video: JavaCV's grabber to BGR, one decoding thread, and OpenCV's encoder. */
final class BareCapture {

    private static final int QUALITY = 80;

    private BareCapture() {}

    static CaptureCost run(Path video) throws BenchException {
        opencv_core.setNumThreads(1);
        CpuTime before = CpuTime.now("none");
        int frames = 0;
        long bytes = 0;
        try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(video.toFile());
             OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat();
             IntPointer parameters = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, QUALITY);
             BytePointer jpeg = new BytePointer()) {
            grabber.setVideoOption("threads", "1");
            grabber.start();
            for (Frame frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
                Mat bgr = converter.convert(frame);
                opencv_imgcodecs.imencode(".jpg", bgr, jpeg, parameters);
                byte[] copy = new byte[Math.toIntExact(jpeg.limit())];
                jpeg.get(copy);
                bytes += copy.length;
                frames++;
            }
            grabber.stop();
        } catch (FrameGrabber.Exception e) {
            throw new BenchException("the bare loop can't read " + video + ": " + e.getMessage(), e);
        }
        return CaptureCost.of(CpuTime.now("none").since(before), frames, bytes);
    }
}
