package dev.posestream.camera;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avutil.AVFrame;

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

    private final Camera camera;
    private final InputAddress address;
    private final CameraSettings settings;
    private final int threads;
    private final Interrupt interrupt = new Interrupt();
    private final Pace pace = new Pace();
    private final FrameRateCap cap;
    private final FrameConversion conversion;
    private final AVFrame frame = av_frame_alloc();
    private FfmpegFrames frames;
    private CaptureTimes times;
    private boolean recorded;

    /** With one decoding thread, so that many cameras share the cores. @throws IllegalArgumentException when the address is not for FFmpeg */
    public FfmpegSource(Camera camera) {
        this(camera, 1);
    }

    /** @param address in place of the camera's, which may not be known before it is opened; it is never shown */
    FfmpegSource(Camera camera, InputAddress address) {
        this(camera, address, 1);
    }

    /** @param threads decoding threads, for a camera that is too much for one core; each delays the pictures by one frame */
    public FfmpegSource(Camera camera, int threads) {
        this(camera, InputAddress.of(camera.address()), threads);
    }

    private FfmpegSource(Camera camera, InputAddress address, int threads) {
        this.camera = camera;
        this.address = address;
        this.settings = camera.settings();
        this.threads = threads;
        this.cap = new FrameRateCap(settings.maxFps());
        this.conversion = new FrameConversion(settings);
    }

    @Override
    public void open() throws CameraException {
        try {
            openFrames();
            recorded = frames.input().recorded();
            times = recorded ? new CaptureTimes.Recorded(!settings.replay()) : new CaptureTimes.Live();
        } catch (CameraException e) {
            throw explained(e);
        }
    }

    private void openFrames() throws CameraException {
        interrupt.renew(settings.timeout());
        frames = FfmpegFrames.open(camera, address, interrupt, threads);
    }

    @Override
    public Optional<Picture> read() throws CameraException {
        try {
            while (true) {
                interrupt.renew(settings.timeout());
                if (frames.next(frame)) {
                    Optional<Picture> picture = picture();
                    if (picture.isPresent()) {
                        return picture;
                    }
                } else if (settings.loop()) {
                    startAgain();
                } else {
                    return Optional.empty();
                }
            }
        } catch (CameraException e) {
            throw explained(e);
        } finally {
            av_frame_unref(frame);
        }
    }

    /** The present frame's picture, when it is its time; empty when it is one too many for the frame-rate cap. */
    private Optional<Picture> picture() throws CameraException {
        OptionalLong ptsUs = frames.ptsUs(frame);
        long capturedUs = times.capturedUs(ptsUs, frames.durationUs(frame), frames.receivedUs());
        if (!cap.takes(capturedUs)) {
            return Optional.empty();
        }
        byte[] jpeg = conversion.convert(frame, frames.input().stream());
        if (recorded && !settings.replay() && !pace.waitUntil(capturedUs)) {
            throw new CameraException("stopped");
        }
        PictureSize size = conversion.size();
        return Optional.of(new Picture(ptsUs.orElse(0), capturedUs, size.width(), size.height(), jpeg));
    }

    /** Opens a recording again that is to be looped. */
    private void startAgain() throws CameraException {
        closeFrames();
        openFrames();
        times.restart();
    }

    /** Says whose failure it is, and whether it was the clock that ended it. */
    private CameraException explained(CameraException e) {
        if (interrupt.aborted()) {
            return new CameraException(camera.masked() + ": stopped");
        } else if (interrupt.expired()) {
            return new CameraTimeoutException(camera.masked() + ": no " + (frames == null ? "answer" : "picture") + " within "
                    + settings.timeout().toMillis() / 1000.0 + " s");
        }
        return new CameraException(camera.masked() + ": " + e.getMessage());
    }

    @Override
    public String format() {
        return frames == null ? "" : frames.input().format();
    }

    @Override
    public void abort() {
        interrupt.abort();
        pace.end();
    }

    @Override
    public boolean replaying() {
        return recorded && settings.replay();
    }

    @Override
    public boolean pausing() {
        return pace.waiting();
    }

    private void closeFrames() {
        if (frames != null) {
            frames.close();
            frames = null;
        }
    }

    @Override
    public void close() {
        conversion.close();
        closeFrames();
        if (!frame.isNull()) {
            av_frame_free(frame);
        }
        interrupt.close();
    }
}
