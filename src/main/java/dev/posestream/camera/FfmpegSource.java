package dev.posestream.camera;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures of an RTSP camera, of a stream or recording on a web server, of a file or of a video device, by FFmpeg.
 *
 * <p>Live pictures get the time at which their data arrived. Those of recordings (files, and web resources that have a
 * length) get the start of the session plus the distance of their own times, and are given out at that time, or in
 * replay without waiting. Pictures come upright, at most {@link CameraSettings#maxSide()} large, with even sides, as
 * JPEG with JFIF's colours (BT.601, full range).
 *
 * <p>A call that gets no picture within {@link CameraSettings#timeout()} ends with a {@link CameraTimeoutException},
 * except in a few places that FFmpeg can't be called back from, such as the resolution of a host name.
 */
public final class FfmpegSource implements CameraSource {

    private static final Logger LOG = LoggerFactory.getLogger(FfmpegSource.class);
    private static final Duration POLL = Duration.ofMillis(4);

    private final Camera camera;
    private final InputAddress address;
    private final CameraSettings settings;
    private final int threads;
    private final Interrupt interrupt = new Interrupt();
    private final Pace pace = new Pace();
    private final FrameRateCap cap;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private FfmpegInput input;
    private VideoDecoder decoder;
    private JpegConversion conversion;
    private CaptureTimes times;
    private boolean recorded;
    private boolean draining;
    private boolean gaveFrames;
    private long receivedUs;

    /** With one decoding thread, so that many cameras share the cores. @throws IllegalArgumentException when the address is not for FFmpeg */
    public FfmpegSource(Camera camera) {
        this(camera, 1);
    }

    /** @param threads decoding threads, for a camera that is too much for one core; each delays the pictures by one frame */
    public FfmpegSource(Camera camera, int threads) {
        this.camera = camera;
        this.address = InputAddress.of(camera.address());
        this.settings = camera.settings();
        this.threads = threads;
        this.cap = new FrameRateCap(settings.maxFps());
    }

    @Override
    public void open() throws CameraException {
        try {
            openInput();
            recorded = input.recorded();
            times = recorded ? new CaptureTimes.Recorded(!settings.replay()) : new CaptureTimes.Live();
        } catch (CameraException e) {
            throw explained(e);
        }
    }

    private void openInput() throws CameraException {
        interrupt.renew(settings.timeout());
        input = FfmpegInput.open(address, settings, interrupt);
        decoder = new VideoDecoder(input.stream(), threads);
        draining = false;
        gaveFrames = false;
    }

    @Override
    public Optional<Picture> read() throws CameraException {
        try {
            while (true) {
                interrupt.renew(settings.timeout());
                if (!nextFrame()) {
                    if (!startAgain()) {
                        return Optional.empty();
                    }
                    continue;
                }
                OptionalLong ptsUs = ptsUs();
                long capturedUs = times.capturedUs(ptsUs, durationUs(), receivedUs);
                if (!cap.takes(capturedUs)) {
                    continue;
                }
                byte[] jpeg = conversion().convert(frame);
                if (recorded && !settings.replay() && !pace.waitUntil(capturedUs)) {
                    throw new CameraException("stopped");
                }
                PictureSize size = conversion.size();
                return Optional.of(new Picture(ptsUs.orElse(0), capturedUs, size.width(), size.height(), jpeg));
            }
        } catch (CameraException e) {
            throw explained(e);
        } finally {
            av_frame_unref(frame);
        }
    }

    /** Decodes the next frame into {@link #frame}. @return false at the end of a recording */
    private boolean nextFrame() throws CameraException {
        while (true) {
            int result = decoder.receive(frame);
            if (result == 0) {
                gaveFrames = true;
                return true;
            }
            if (interrupt.aborted()) {
                throw new CameraException("stopped");
            }
            if (result == AVERROR_EOF() || draining) {
                return end();
            }
            if (result != AVERROR_EAGAIN()) {
                // A damaged picture; the next may be whole.
                LOG.debug("{}: {}", camera.id(), FfmpegError.text(result));
            }
            feed();
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
            return;
        }
        if (result < 0) {
            if (interrupt.aborted() || !recorded || result != AVERROR_EOF() && !gaveFrames) {
                throw new CameraException(result == AVERROR_EOF() ? "the other side ended the stream" : FfmpegError.explain(result));
            }
            if (result != AVERROR_EOF()) {
                LOG.warn("{} can't be read to its end, it is damaged or cut off: {}", camera, FfmpegError.text(result));
            }
            draining = true;
            decoder.send(null);
            return;
        }
        try {
            if (!decoder.decodes(input.stream())) {
                LOG.info("{}: the stream's codec has changed", camera.id());
                decoder.close();
                decoder = new VideoDecoder(input.stream(), threads);
            }
            decoder.send(packet);
        } finally {
            av_packet_unref(packet);
        }
    }

    private boolean end() throws CameraException {
        if (!recorded) {
            throw new CameraException("the other side ended the stream");
        }
        if (!gaveFrames) {
            throw new CameraException("not one picture of it could be decoded; it is damaged or cut off");
        }
        return false;
    }

    /** Opens a recording again that is to be looped. */
    private boolean startAgain() throws CameraException {
        if (!settings.loop()) {
            return false;
        }
        closeInput();
        openInput();
        times.restart();
        return true;
    }

    private OptionalLong ptsUs() {
        long pts = frame.best_effort_timestamp();
        return pts == AV_NOPTS_VALUE ? OptionalLong.empty() : OptionalLong.of(Math.round(pts * input.timeBaseUs()));
    }

    private long durationUs() {
        return frame.duration() > 0 ? Math.round(frame.duration() * input.timeBaseUs()) : input.frameDurationUs();
    }

    /** The conversion for the present frame; cameras change their picture's size when they are set up anew. */
    private JpegConversion conversion() throws CameraException {
        FrameFormat format = FrameFormat.settle(frame);
        Orientation orientation = orientation();
        if (conversion == null || !conversion.fits(format, orientation)) {
            if (conversion != null) {
                conversion.close();
                conversion = null;
            }
            conversion = new JpegConversion(format, orientation, settings);
        }
        return conversion;
    }

    private Orientation orientation() {
        AVFrameSideData own = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX);
        if (own != null && !own.isNull()) {
            return Orientation.ofDisplayMatrix(own.data());
        }
        AVCodecParameters parameters = input.stream().codecpar();
        if (parameters.nb_coded_side_data() == 0) {
            return Orientation.UPRIGHT;
        }
        AVPacketSideData all = av_packet_side_data_get(parameters.coded_side_data(), parameters.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
        return all == null || all.isNull() ? Orientation.UPRIGHT : Orientation.ofDisplayMatrix(all.data());
    }

    /** Says whose failure it is, and whether it was the clock that ended it. */
    private CameraException explained(CameraException e) {
        if (interrupt.aborted()) {
            return new CameraException(camera.masked() + ": stopped");
        } else if (interrupt.expired()) {
            return new CameraTimeoutException(camera.masked() + ": no " + (input == null ? "answer" : "picture") + " within "
                    + settings.timeout().toMillis() / 1000.0 + " s");
        }
        return new CameraException(camera.masked() + ": " + e.getMessage());
    }

    @Override
    public void abort() {
        interrupt.abort();
        pace.end();
    }

    @Override
    public boolean pausing() {
        return pace.waiting();
    }

    private void closeInput() {
        if (decoder != null) {
            decoder.close();
            decoder = null;
        }
        if (input != null) {
            input.close();
            input = null;
        }
    }

    @Override
    public void close() {
        if (conversion != null) {
            conversion.close();
            conversion = null;
        }
        closeInput();
        if (!packet.isNull()) {
            av_packet_free(packet);
            av_frame_free(frame);
        }
        interrupt.close();
    }
}
