package dev.posestream.camera;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR0;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;

/** FFmpeg's JPEG encoder for pictures of one size that are drawn here, as RGB. For one thread. Owns frames, conversion and codec. */
public final class RgbJpegEncoder implements AutoCloseable {

    private static final int UNIT = 1 << 16;

    private final int width;
    private final int height;
    private final AVFrame rgb;
    private final AVFrame yuv;
    private final SwsContext conversion;
    private final IntBuffer rows;
    private final int stride;
    private final YuvJpegEncoder encoder;

    /** @param quality 1 (smallest) to 100 (best) */
    public RgbJpegEncoder(int width, int height, int quality) throws CameraException {
        this.width = width;
        this.height = height;
        encoder = new YuvJpegEncoder(width, height, quality);
        rgb = frame(AV_PIX_FMT_BGR0);
        yuv = frame(AV_PIX_FMT_YUV420P);
        conversion = sws_getContext(width, height, AV_PIX_FMT_BGR0, width, height, AV_PIX_FMT_YUV420P, SWS_BILINEAR, null, null, (DoublePointer) null);
        IntPointer bt601 = sws_getCoefficients(SWS_CS_ITU601);
        sws_setColorspaceDetails(conversion, bt601, 1, bt601, 1, 0, UNIT, UNIT);
        stride = rgb.linesize(0) / Integer.BYTES;
        rows = rgb.data(0).capacity((long) rgb.linesize(0) * height).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    }

    private AVFrame frame(int pixels) {
        AVFrame frame = av_frame_alloc();
        frame.width(width);
        frame.height(height);
        frame.format(pixels);
        if (av_frame_get_buffer(frame, 0) < 0) {
            throw new OutOfMemoryError("no memory for a picture of " + width + "x" + height);
        }
        return frame;
    }

    /** @param pixels 0xRRGGBB, row by row, without padding; the highest byte is not looked at */
    public byte[] encode(int[] pixels) throws CameraException {
        for (int row = 0; row < height; row++) {
            rows.put(row * stride, pixels, row * width, width);
        }
        // The encoder may still hold the last one.
        av_frame_make_writable(yuv);
        sws_scale(conversion, rgb.data(), rgb.linesize(), 0, height, yuv.data(), yuv.linesize());
        return encoder.encode(yuv);
    }

    @Override
    public void close() {
        if (!rgb.isNull()) {
            av_frame_free(rgb);
            av_frame_free(yuv);
            sws_freeContext(conversion);
            encoder.close();
        }
    }
}
