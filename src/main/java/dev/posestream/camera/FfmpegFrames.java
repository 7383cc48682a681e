package dev.posestream.camera;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decoded frames of an input, from its opening to its end, also across a change of codec. Owns the input, its decoder
 * and a packet.
 */
final class FfmpegFrames implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FfmpegFrames.class);
    private static final Duration POLL = Duration.ofMillis(4);

    private final Camera camera;
    private final Interrupt interrupt;
    private final int threads;
    private final FfmpegInput input;
    private final AVPacket packet;
    private VideoDecoder decoder;
    /** The packet belongs to the next decoder, which takes over when this one has given all it holds. */
    private boolean changing;
    private boolean ending;
    private boolean gaveFrames;
    private long receivedUs;

    /** @param threads decoding threads; each delays the frames by one */
    static FfmpegFrames open(Camera camera, InputAddress address, Interrupt interrupt, int threads) throws CameraException {
        FfmpegInput input = FfmpegInput.open(address, camera.settings(), interrupt);
        try {
            return new FfmpegFrames(camera, interrupt, threads, input);
        } catch (CameraException | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    private FfmpegFrames(Camera camera, Interrupt interrupt, int threads, FfmpegInput input) throws CameraException {
        this.camera = camera;
        this.interrupt = interrupt;
        this.threads = threads;
        this.input = input;
        decoder = new VideoDecoder(input.stream(), threads);
        packet = av_packet_alloc();
    }

    FfmpegInput input() {
        return input;
    }

    /**
     * Reads until there is a frame.
     *
     * @param frame is filled
     * @return false at the end of a recording
     */
    boolean next(AVFrame frame) throws CameraException {
        while (true) {
            int result = decoder.receive(frame);
            if (result == 0) {
                gaveFrames = true;
                return true;
            }
            if (interrupt.aborted()) {
                throw new CameraException("stopped");
            }
            boolean drained = result == AVERROR_EOF() || ending || changing;
            if (!drained) {
                if (result != AVERROR_EAGAIN()) {
                    // A damaged picture; the next may be whole.
                    LOG.debug("{}: {}", camera.id(), FfmpegError.text(result));
                }
                feed();
            } else if (changing) {
                change();
            } else {
                return end();
            }
        }
    }

    private void feed() throws CameraException {
        int result = input.read(packet);
        receivedUs = WallClock.nowUs();
        if (interrupt.expired()) {
            // Also when there is a packet: FFmpeg answers an interrupt with the one it held back, and with the error only after that.
            av_packet_unref(packet);
            throw new CameraException("nothing came that could be decoded");
        }
        if (result == AVERROR_EAGAIN()) {
            // A video device that has nothing yet; it is asked without blocking, so that it can be stopped.
            LockSupport.parkNanos(POLL.toNanos());
        } else if (result < 0) {
            endReading(result);
        } else if (decoder.decodes(input.stream())) {
            decode();
        } else {
            LOG.info("{}: the stream's codec has changed", camera.id());
            changing = true;
            decoder.send(null);
        }
    }

    private void decode() {
        decoder.send(packet);
        av_packet_unref(packet);
    }

    private void change() throws CameraException {
        changing = false;
        VideoDecoder next = new VideoDecoder(input.stream(), threads);
        decoder.close();
        decoder = next;
        decode();
    }

    private void endReading(int error) throws CameraException {
        if (interrupt.aborted() || !input.recorded() || error != AVERROR_EOF() && !gaveFrames) {
            throw new CameraException(error == AVERROR_EOF() ? "the other side ended the stream" : FfmpegError.explain(error));
        }
        if (error != AVERROR_EOF()) {
            LOG.warn("{} can't be read to its end, it is damaged or cut off: {}", camera, FfmpegError.text(error));
        }
        ending = true;
        decoder.send(null);
    }

    private boolean end() throws CameraException {
        if (!input.recorded()) {
            throw new CameraException("the other side ended the stream");
        }
        if (!gaveFrames) {
            throw new CameraException("not one picture of it could be decoded; it is damaged or cut off");
        }
        return false;
    }

    /** When the data that completed the last frame arrived, microseconds since the epoch. */
    long receivedUs() {
        return receivedUs;
    }

    /** The source's own time of a frame in microseconds, if it has any. */
    OptionalLong ptsUs(AVFrame frame) {
        long pts = frame.best_effort_timestamp();
        return pts == AV_NOPTS_VALUE ? OptionalLong.empty() : OptionalLong.of(Math.round(pts * input.timeBaseUs()));
    }

    /** How long a frame lasts, declared or guessed, in microseconds. */
    long durationUs(AVFrame frame) {
        return frame.duration() > 0 ? Math.round(frame.duration() * input.timeBaseUs()) : input.frameDurationUs();
    }

    /** May be called twice. */
    @Override
    public void close() {
        if (!packet.isNull()) {
            av_packet_free(packet);
        }
        decoder.close();
        input.close();
    }
}
