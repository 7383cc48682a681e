package dev.posestream.camera;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerPointer;

/** A decoder for one codec. Owns the codec context. */
final class VideoDecoder implements AutoCloseable {

    /** More is no camera but an attempt to fill the memory; 8192 x 8192. */
    private static final long MAX_PIXELS = 1L << 26;

    private final AVCodecContext context;
    private final int codec;

    VideoDecoder(AVStream stream, int threads) throws CameraException {
        codec = stream.codecpar().codec_id();
        AVCodec decoder = avcodec_find_decoder(codec);
        if (decoder == null || decoder.isNull()) {
            throw new CameraException("its video is coded as " + avcodec_get_name(codec).getString()
                    + ", for which there is no decoder here; set the camera to H.264 or H.265");
        }
        context = avcodec_alloc_context3(decoder);
        int error = avcodec_parameters_to_context(context, stream.codecpar());
        if (error >= 0) {
            context.thread_count(threads);
            context.pkt_timebase(stream.time_base());
            context.max_pixels(MAX_PIXELS);
            error = avcodec_open2(context, decoder, (PointerPointer<?>) null);
        }
        if (error < 0) {
            avcodec_free_context(context);
            throw new CameraException("its " + avcodec_get_name(codec).getString() + " video can't be decoded: " + FfmpegError.explain(error));
        }
    }

    boolean decodes(AVStream stream) {
        return stream.codecpar().codec_id() == codec;
    }

    /** @param packet null when there are no more, so that the decoder gives what it holds back */
    int send(AVPacket packet) {
        return avcodec_send_packet(context, packet);
    }

    int receive(AVFrame frame) {
        return avcodec_receive_frame(context, frame);
    }

    @Override
    public void close() {
        if (!context.isNull()) {
            avcodec_free_context(context);
        }
    }
}
