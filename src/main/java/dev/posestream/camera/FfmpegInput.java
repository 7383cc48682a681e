package dev.posestream.camera;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_ANSI;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_BINTEXT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_IDF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_XBIN;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avdevice.avdevice_register_all;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_frame_rate;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_network_init;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** An open FFmpeg input and its one video stream; all others are discarded. Owns the format context. */
final class FfmpegInput implements AutoCloseable {

    /** FFmpeg renders text files to pictures; nobody means that. */
    private static final Set<Integer> TEXT_ART = Set.of(AV_CODEC_ID_ANSI, AV_CODEC_ID_BINTEXT, AV_CODEC_ID_XBIN, AV_CODEC_ID_IDF);

    static {
        // FFmpeg writes addresses with their passwords to stderr.
        av_log_set_level(AV_LOG_QUIET);
        avformat_network_init();
        avdevice_register_all();
    }

    private final InputAddress address;
    private final AVFormatContext context;
    private final AVStream stream;
    private final double timeBaseUs;

    /** @throws CameraException with what FFmpeg said; what the interrupt did is for the caller to see */
    static FfmpegInput open(InputAddress address, CameraSettings settings, Interrupt interrupt) throws CameraException {
        checkFile(address);
        AVFormatContext context = avformat_alloc_context();
        interrupt.attach(context);
        AVDictionary options = options(address, settings);
        try {
            AVInputFormat format = null;
            String url = address.url();
            if (address.kind() == InputAddress.Kind.DEVICE) {
                format = av_find_input_format("video4linux2");
                context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_NONBLOCK);
            } else if (address.kind() == InputAddress.Kind.FILE) {
                url = "file:" + url;
            }
            int error = avformat_open_input(context, url, format, options);
            if (error < 0) {
                throw new CameraException(FfmpegError.explain(error));
            }
            return new FfmpegInput(address, context);
        } catch (CameraException | RuntimeException e) {
            // FFmpeg frees the context of a failed open itself and sets the pointer to null.
            if (!context.isNull()) {
                avformat_close_input(context);
            }
            throw e;
        } finally {
            av_dict_free(options);
        }
    }

    private FfmpegInput(InputAddress address, AVFormatContext context) throws CameraException {
        this.address = address;
        this.context = context;
        int error = avformat_find_stream_info(context, (PointerPointer<?>) null);
        if (error < 0) {
            throw new CameraException(FfmpegError.explain(error));
        }
        int best = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<?>) null, 0);
        if (best < 0 || TEXT_ART.contains(context.streams(best).codecpar().codec_id())) {
            throw new CameraException("this is not a video: no video stream was found in it");
        }
        for (int i = 0; i < context.nb_streams(); i++) {
            if (i != best) {
                context.streams(i).discard(avcodec.AVDISCARD_ALL);
            }
        }
        stream = context.streams(best);
        timeBaseUs = stream.time_base().num() * 1e6 / stream.time_base().den();
    }

    private static void checkFile(InputAddress address) throws CameraException {
        if (address.kind() == InputAddress.Kind.FILE || address.kind() == InputAddress.Kind.DEVICE) {
            Path path = address.path();
            if (!Files.exists(path)) {
                throw new CameraException("no such " + (address.kind() == InputAddress.Kind.FILE ? "file" : "device"));
            } else if (Files.isDirectory(path)) {
                throw new CameraException("a folder, expected a video file");
            } else if (!Files.isReadable(path)) {
                throw new CameraException("may not be read by this user");
            } else if (address.kind() == InputAddress.Kind.FILE && Files.isRegularFile(path) && isEmpty(path)) {
                throw new CameraException("the file is empty");
            }
        }
    }

    private static boolean isEmpty(Path path) {
        try {
            return Files.size(path) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static AVDictionary options(InputAddress address, CameraSettings settings) {
        AVDictionary options = new AVDictionary((Pointer) null);
        av_dict_set(options, "protocol_whitelist", address.kind().protocols, 0);
        if (address.kind() == InputAddress.Kind.RTSP) {
            av_dict_set(options, "rtsp_transport", settings.transport() == CameraSettings.RtspTransport.TCP ? "tcp" : "udp", 0);
            av_dict_set(options, "allowed_media_types", "video", 0);
            av_dict_set(options, "fflags", "nobuffer", 0);
            // The stream's description has come with DESCRIBE; FFmpeg would watch it for 5 s to learn a frame rate nobody needs.
            av_dict_set(options, "analyzeduration", "500000", 0);
        }
        return options;
    }

    /** Whether it plays at its own pace, as a recording does, rather than live: it has a length. */
    boolean recorded() {
        return address.kind() == InputAddress.Kind.FILE || address.kind() == InputAddress.Kind.HTTP && context.duration() > 0;
    }

    AVStream stream() {
        return stream;
    }

    /** Codec and size as the stream declares them, such as {@code h264, 1920x1080}. */
    String format() {
        return avcodec_get_name(stream.codecpar().codec_id()).getString() + ", " + stream.codecpar().width() + "x" + stream.codecpar().height();
    }

    /** Microseconds of one unit of the stream's times. */
    double timeBaseUs() {
        return timeBaseUs;
    }

    /** How long a frame lasts by what the stream declares, in microseconds; only where no time is given. */
    long frameDurationUs() {
        AVRational rate = av_guess_frame_rate(context, stream, null);
        return rate.num() > 0 && rate.den() > 0 ? Math.max(1, Math.round(1e6 * rate.den() / rate.num())) : 40_000;
    }

    /** How many frames the file declares, or its length at its frame rate; only for a progress bar. */
    OptionalLong declaredFrames() {
        if (stream.nb_frames() > 0) {
            return OptionalLong.of(stream.nb_frames());
        }
        return context.duration() > 0 ? OptionalLong.of(context.duration() / frameDurationUs()) : OptionalLong.empty();
    }

    /** Reads the next packet of the video stream. @return 0 or an FFmpeg error */
    int read(AVPacket packet) {
        while (true) {
            int result = av_read_frame(context, packet);
            if (result < 0 || packet.stream_index() == stream.index()) {
                return result;
            }
            av_packet_unref(packet);
        }
    }

    @Override
    public void close() {
        if (!context.isNull()) {
            avformat_close_input(context);
        }
    }
}
