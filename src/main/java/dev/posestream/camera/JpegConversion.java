package dev.posestream.camera;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame_flags;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_get_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse_ptr;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Turns frames of one format into JPEG: turned upright, scaled down, in JFIF's colours. Owns a filter graph and an encoder.
 * For a frame of another format another one is made.
 */
final class JpegConversion implements AutoCloseable {

    private final FrameFormat format;
    private final Orientation orientation;
    private final AVFilterGraph graph;
    private final AVFilterContext source;
    private final AVFilterContext sink;
    private final AVFrame converted = av_frame_alloc();
    private final YuvJpegEncoder encoder;
    private final PictureSize size;

    JpegConversion(FrameFormat format, Orientation orientation, CameraSettings settings) throws CameraException {
        this.format = format;
        this.orientation = orientation;
        PictureSize upright = orientation.transposed() ? format.size().transposed() : format.size();
        size = upright.within(settings.maxSide());
        graph = avfilter_graph_alloc();
        graph.nb_threads(1);
        YuvJpegEncoder opened = null;
        try {
            String description = String.join(",", filters(upright));
            check(avfilter_graph_parse_ptr(graph, description, (AVFilterInOut) null, null, null), description);
            check(avfilter_graph_config(graph, null), description);
            source = avfilter_graph_get_filter(graph, "buffer@in");
            sink = avfilter_graph_get_filter(graph, "buffersink@out");
            opened = new YuvJpegEncoder(size.width(), size.height(), settings.jpegQuality());
        } finally {
            if (opened == null) {
                free();
            }
        }
        encoder = opened;
    }

    private List<String> filters(PictureSize upright) {
        List<String> filters = new ArrayList<>();
        filters.add("buffer@in=width=" + format.size().width() + ":height=" + format.size().height() + ":pix_fmt=" + format.pixels()
                + ":time_base=1/1000000:colorspace=" + format.matrix() + ":range=" + format.range());
        filters.addAll(orientation.filters());
        boolean scaled = !size.equals(upright);
        if (!format.isJfif() && format.isCommon()) {
            if (scaled) {
                filters.add(scale());
            }
            // Three times as fast as swscale at this. Primaries are named only because it insists; fast=1 leaves them alone.
            filters.add("colorspace=ispace=" + format.matrix() + ":irange=" + format.range() + ":iprimaries=bt709:itrc=bt709:space="
                    + AVCOL_SPC_BT470BG + ":range=pc:primaries=bt709:trc=bt709:fast=1:format=yuv420p");
        } else if (!format.isJfif() || scaled) {
            filters.add(scale() + ":out_color_matrix=bt601:out_range=full,format=yuv420p");
        }
        filters.add("buffersink@out");
        return filters;
    }

    /** Downwards swscale widens the bilinear kernel to cover all pixels: no aliasing, at half the cost of the default. */
    private String scale() {
        return "scale=" + size.width() + ":" + size.height() + ":flags=bilinear";
    }

    boolean fits(FrameFormat format, Orientation orientation) {
        return this.format.equals(format) && this.orientation.equals(orientation);
    }

    PictureSize size() {
        return size;
    }

    /** Takes the frame's content: it is empty afterwards. */
    byte[] convert(AVFrame frame) throws CameraException {
        check(av_buffersrc_add_frame_flags(source, frame, 0), "frame");
        check(av_buffersink_get_frame(sink, converted), "frame");
        try {
            return encoder.encode(converted);
        } finally {
            av_frame_unref(converted);
        }
    }

    private void check(int result, String what) throws CameraException {
        if (result < 0) {
            throw new CameraException("a picture of " + format + " could not be converted (" + what + "): " + FfmpegError.text(result));
        }
    }

    private void free() {
        av_frame_free(converted);
        avfilter_graph_free(graph);
    }

    @Override
    public void close() {
        if (!graph.isNull()) {
            free();
            encoder.close();
        }
    }
}
