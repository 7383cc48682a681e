package dev.posestream.camera;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_FCC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import java.util.Set;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * What a conversion depends on, with nothing left open: colours that a stream does not describe are taken as BT.601 with
 * limited range, as FFmpeg's own tools do.
 *
 * @param pixels FFmpeg's pixel format, never one of the deprecated full-range ones (yuvj)
 * @param matrix FFmpeg's colour space
 * @param range  FFmpeg's colour range
 */
record FrameFormat(PictureSize size, int pixels, int matrix, int range) {

    private static final Set<Integer> KNOWN_MATRICES = Set.of(AVCOL_SPC_BT709, AVCOL_SPC_FCC, AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M,
            AVCOL_SPC_SMPTE240M, AVCOL_SPC_BT2020_NCL);

    /** Reads the frame's format, and writes into the frame what it left open. */
    static FrameFormat settle(AVFrame frame) {
        int plain = withoutRange(frame.format());
        boolean rgb = (av_pix_fmt_desc_get(plain).flags() & AV_PIX_FMT_FLAG_RGB) != 0;
        boolean full = rgb || plain != frame.format() || frame.color_range() == AVCOL_RANGE_JPEG;
        int matrix = rgb ? AVCOL_SPC_RGB : KNOWN_MATRICES.contains(frame.colorspace()) ? frame.colorspace() : AVCOL_SPC_BT470BG;
        frame.format(plain);
        frame.color_range(full ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
        frame.colorspace(matrix);
        return new FrameFormat(new PictureSize(frame.width(), frame.height()), plain, matrix, frame.color_range());
    }

    /** Whether JPEG can take it as it is: JFIF is BT.601 with full range. */
    boolean isJfif() {
        return pixels == AV_PIX_FMT_YUV420P && range == AVCOL_RANGE_JPEG && (matrix == AVCOL_SPC_BT470BG || matrix == AVCOL_SPC_SMPTE170M);
    }

    /** Whether it is 8-bit YUV of a common layout. */
    boolean isCommon() {
        return pixels == AV_PIX_FMT_YUV420P || pixels == AV_PIX_FMT_YUV422P || pixels == AV_PIX_FMT_YUV444P;
    }

    private static int withoutRange(int pixels) {
        return pixels == AV_PIX_FMT_YUVJ420P ? AV_PIX_FMT_YUV420P
                : pixels == AV_PIX_FMT_YUVJ422P ? AV_PIX_FMT_YUV422P
                : pixels == AV_PIX_FMT_YUVJ444P ? AV_PIX_FMT_YUV444P : pixels;
    }
}
