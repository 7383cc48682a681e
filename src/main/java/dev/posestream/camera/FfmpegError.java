package dev.posestream.camera;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_DECODER_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_FORBIDDEN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_UNAUTHORIZED;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_PROTOCOL_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EACCES;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EINVAL;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EIO;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_ENOENT;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** FFmpeg's error codes in words that say what to look at. */
final class FfmpegError {

    private FfmpegError() {}

    static String explain(int code) {
        String text = text(code);
        String hint = hint(code, text);
        return hint.isEmpty() ? text : hint;
    }

    /** FFmpeg's own words, or those of the C library. */
    static String text(int code) {
        byte[] buffer = new byte[256];
        av_strerror(code, buffer, buffer.length);
        int length = 0;
        while (length < buffer.length && buffer[length] != 0) {
            length++;
        }
        return new String(buffer, 0, length, StandardCharsets.UTF_8);
    }

    private static String hint(int code, String text) {
        if (code == AVERROR_HTTP_UNAUTHORIZED()) {
            return "unauthorised (401); check the user and the password in its address";
        } else if (code == AVERROR_HTTP_FORBIDDEN()) {
            return "forbidden (403); this user may not see the stream";
        } else if (code == AVERROR_HTTP_NOT_FOUND()) {
            return "not found (404); the server answers, but has no stream of this path";
        } else if (code == AVERROR_INVALIDDATA()) {
            return "invalid data; this is not a video, or it is damaged";
        } else if (code == AVERROR_ENOENT()) {
            return "no such file";
        } else if (code == AVERROR_EACCES()) {
            return "permission denied";
        } else if (code == AVERROR_EOF()) {
            return "the stream ended before there was a picture";
        } else if (code == AVERROR_EIO()) {
            return "the connection broke, or the host's name is unknown";
        } else if (code == AVERROR_EINVAL()) {
            return "the address or an option was not understood, or a protocol was asked for that is not allowed there";
        } else if (code == AVERROR_PROTOCOL_NOT_FOUND()) {
            return "the protocol is not known";
        } else if (code == AVERROR_DECODER_NOT_FOUND()) {
            return "there is no decoder for its codec";
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "connection refused" -> "connection refused; nothing listens there, check that it is switched on, and host and port";
            case "connection timed out", "operation timed out" -> "no answer; check that it is switched on and reachable from here";
            case "no route to host", "network is unreachable" -> "the host is not reachable from here";
            case "connection reset by peer", "broken pipe" -> "the connection was closed by the other side";
            default -> "";
        };
    }
}
