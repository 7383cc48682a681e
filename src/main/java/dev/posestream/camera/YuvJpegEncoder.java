package dev.posestream.camera;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.ShortPointer;

/** FFmpeg's JPEG encoder for pictures of one size, given as planar YUV 4:2:0 with BT.601 and full range. Owns the codec context. */
final class YuvJpegEncoder implements AutoCloseable {

    /** At this scale FFmpeg uses the quantization tables as they are given. */
    private static final int UNIT_SCALE = 8;

    private final AVCodecContext context;
    private final AVPacket packet = av_packet_alloc();
    /** The encoder wants times that go up, which those of a looped file don't. */
    private long count;

    /** @param quality 1..100, as of {@link JpegQuantization} */
    YuvJpegEncoder(int width, int height, int quality) throws CameraException {
        AVCodec codec = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
        context = avcodec_alloc_context3(codec);
        context.width(width);
        context.height(height);
        context.pix_fmt(AV_PIX_FMT_YUV420P);
        context.color_range(AVCOL_RANGE_JPEG);
        context.colorspace(AVCOL_SPC_BT470BG);
        context.time_base().num(1).den(25);
        context.thread_count(1);
        context.flags(context.flags() | AV_CODEC_FLAG_QSCALE | AV_CODEC_FLAG_BITEXACT);
        context.global_quality(UNIT_SCALE * FF_QP2LAMBDA);
        context.intra_matrix(table(JpegQuantization.luminance(quality)));
        context.chroma_intra_matrix(table(JpegQuantization.chrominance(quality)));
        av_opt_set(context.priv_data(), "huffman", "default", 0);
        int error = avcodec_open2(context, codec, (PointerPointer<?>) null);
        if (error < 0) {
            close();
            throw new CameraException("no JPEG encoder for " + width + "x" + height + ": " + FfmpegError.text(error));
        }
    }

    byte[] encode(AVFrame frame) throws CameraException {
        frame.pts(count++);
        frame.quality(context.global_quality());
        frame.pict_type(AV_PICTURE_TYPE_I);
        int error = avcodec_send_frame(context, frame);
        if (error >= 0) {
            error = avcodec_receive_packet(context, packet);
        }
        if (error < 0) {
            throw new CameraException("a picture could not be compressed: " + FfmpegError.text(error));
        }
        byte[] jpeg = new byte[packet.size()];
        packet.data().get(jpeg);
        av_packet_unref(packet);
        return jpeg;
    }

    /** In memory that the context frees with itself. */
    private static ShortPointer table(short[] values) {
        return new ShortPointer(av_malloc(2L * values.length)).put(values, 0, values.length);
    }

    @Override
    public void close() {
        if (!context.isNull()) {
            avcodec_free_context(context);
            av_packet_free(packet);
        }
    }
}
