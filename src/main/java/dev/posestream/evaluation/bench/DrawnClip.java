package dev.posestream.evaluation.bench;

import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraException;
import dev.posestream.camera.CameraSettings;
import dev.posestream.camera.synthetic.ImageEncoder;
import dev.posestream.camera.synthetic.SyntheticOptions;
import dev.posestream.camera.synthetic.SyntheticSource;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameRecorder;

/** A video of the synthetic camera's people: H.264 in MP4, a key frame every two seconds, as cameras send it. */
final class DrawnClip {

    private static final int BYTES_PER_PIXEL = 4;

    static {
        // FFmpeg would print the encoder's advice.
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    }

    private DrawnClip() {}

    /** @param options of a scene that ends */
    static void write(Path file, SyntheticOptions options) throws BenchException {
        String address = String.format(Locale.ROOT, "%s?people=%d&fps=%s&width=%d&height=%d&scene=%s&seed=%d&frames=%d", SyntheticOptions.SCHEME,
                options.people(), options.fps(), options.width(), options.height(), options.scene().name().toLowerCase(Locale.ROOT), options.seed(),
                options.frames().orElseThrow());
        Camera camera = new Camera("clip", address, CameraSettings.DEFAULT.withReplay(true));
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), options.width(), options.height(), 0);
             SyntheticSource source = new SyntheticSource(camera, new IntoVideo(recorder), Clock.systemUTC())) {
            recorder.setFormat("mp4");
            recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
            recorder.setVideoCodecName("libopenh264");
            recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
            recorder.setFrameRate(options.fps());
            recorder.setGopSize((int) Math.max(1, Math.round(2 * options.fps())));
            recorder.setVideoBitrate(options.width() * options.height() * 4);
            recorder.start();
            source.open();
            while (source.read().isPresent()) {
                // each picture goes into the video on its way
            }
            recorder.stop();
        } catch (FrameRecorder.Exception | CameraException e) {
            throw new BenchException("the clip " + file + " can't be made: " + e.getMessage() + "; give a video with --clip", e);
        }
    }

    /** Takes the place of the camera's JPEG encoder. */
    private static final class IntoVideo implements ImageEncoder {

        private final FFmpegFrameRecorder recorder;
        private ByteBuffer bytes = ByteBuffer.allocate(0);

        IntoVideo(FFmpegFrameRecorder recorder) {
            this.recorder = recorder;
        }

        @Override
        public byte[] encode(BufferedImage image) {
            int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
            if (bytes.capacity() < pixels.length * BYTES_PER_PIXEL) {
                bytes = ByteBuffer.allocateDirect(pixels.length * BYTES_PER_PIXEL).order(ByteOrder.LITTLE_ENDIAN);
            }
            bytes.clear();
            bytes.asIntBuffer().put(pixels);
            try {
                recorder.recordImage(image.getWidth(), image.getHeight(), Frame.DEPTH_UBYTE, BYTES_PER_PIXEL,
                        image.getWidth() * BYTES_PER_PIXEL, avutil.AV_PIX_FMT_BGR0, bytes);
            } catch (FrameRecorder.Exception e) {
                throw new IllegalStateException("a picture could not be encoded: " + e.getMessage(), e);
            }
            return new byte[0];
        }

        @Override
        public void close() {
            // the recorder is its maker's
        }
    }
}
