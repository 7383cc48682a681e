package dev.posestream.camera;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameRecorder;

/** Writes small videos of a {@link TestPattern}, numbered from 0. */
final class TestClip {

    /** A codec that the bundled FFmpeg can write, and the pixels it takes. */
    enum Codec {
        H264(avcodec.AV_CODEC_ID_H264, avutil.AV_PIX_FMT_YUV420P, false),
        MPEG4(avcodec.AV_CODEC_ID_MPEG4, avutil.AV_PIX_FMT_YUV420P, false),
        VP9(avcodec.AV_CODEC_ID_VP9, avutil.AV_PIX_FMT_YUV420P, false),
        MJPEG(avcodec.AV_CODEC_ID_MJPEG, avutil.AV_PIX_FMT_YUVJ420P, true);

        final int id;
        final int pixels;
        final boolean fullRange;

        Codec(int id, int pixels, boolean fullRange) {
            this.id = id;
            this.pixels = pixels;
            this.fullRange = fullRange;
        }
    }

    private TestClip() {}

    /** The bundled clip of 25 frames of 320x240 in H.265, which the bundled FFmpeg can't write, in a container by the path's extension. */
    static Path writeH265(Path path) {
        try (InputStream clip = TestClip.class.getResourceAsStream("h265.mp4"); FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(clip)) {
            grabber.start();
            try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(path.toFile(), grabber.getImageWidth(), grabber.getImageHeight(), 0)) {
                recorder.start(grabber.getFormatContext());
                for (AVPacket packet = grabber.grabPacket(); packet != null; packet = grabber.grabPacket()) {
                    recorder.recordPacket(packet);
                }
                recorder.stop();
            }
        } catch (IOException e) {
            throw new IllegalStateException("no clip " + path, e);
        }
        return path;
    }

    /** 25 frames a second. */
    static Path write(Path path, Codec codec, int frames) {
        long[] times = IntStream.range(0, frames).mapToLong(i -> i * 40_000L).toArray();
        return write(path, codec, new TestPattern(320, 240, TestPattern.Matrix.BT601, codec.fullRange), 0, Map.of(), times);
    }

    /**
     * @param degrees the display matrix says to turn it by this much, counter-clockwise
     * @param options of the encoder
     * @param timesUs when each frame is shown, in microseconds, multiples of 40 ms
     */
    static Path write(Path path, Codec codec, TestPattern pattern, double degrees, Map<String, String> options, long... timesUs) {
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(path.toFile(), pattern.width(), pattern.height(), 0)) {
            recorder.setVideoCodec(codec.id);
            recorder.setPixelFormat(codec.pixels);
            recorder.setFrameRate(25);
            recorder.setGopSize(10);
            recorder.setVideoBitrate(2_000_000);
            options.forEach(recorder::setVideoOption);
            if (degrees != 0) {
                recorder.setDisplayRotation(degrees);
            }
            recorder.start();
            for (int i = 0; i < timesUs.length; i++) {
                recorder.setTimestamp(timesUs[i]);
                recorder.recordImage(pattern.width(), pattern.height(), Frame.DEPTH_UBYTE, 1, pattern.width(), codec.pixels,
                        pattern.planes(i));
            }
            recorder.stop();
        } catch (FrameRecorder.Exception e) {
            throw new IllegalStateException("no clip " + path, e);
        }
        return path;
    }
}
