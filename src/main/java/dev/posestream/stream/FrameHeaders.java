package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.posestream.camera.Camera;
import dev.posestream.camera.Frame;
import dev.posestream.camera.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A {@link Frame} as a Kafka record: the JPEG is the value, the camera id the key, and everything else stands in headers
 * as decimal text: {@code session}, {@code seq}, {@code pts-us}, {@code captured-us}, {@code width}, {@code height},
 * {@code content-type}, {@code priority} where it is not 1, and in replay {@code replayed-us}.
 */
final class FrameHeaders {

    static final String REPLAYED = "replayed-us";

    private static final int MAX_SIDE = 16_384;
    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private FrameHeaders() {}

    static Headers write(Frame frame) {
        RecordHeaders headers = new RecordHeaders();
        Picture picture = frame.picture();
        put(headers, "session", frame.session());
        put(headers, "seq", frame.seq());
        put(headers, "pts-us", picture.ptsUs());
        put(headers, "captured-us", picture.capturedUs());
        put(headers, "width", picture.width());
        put(headers, "height", picture.height());
        put(headers, "content-type", "image/jpeg");
        if (frame.priority() != 1) {
            put(headers, "priority", frame.priority());
        }
        frame.replayedUs().ifPresent(us -> put(headers, REPLAYED, us));
        return headers;
    }

    /** @throws BadRecordException when anything is missing or senseless; the message lists all of it */
    static Frame read(String camera, byte[] jpeg, Headers headers) throws BadRecordException {
        List<String> problems = new ArrayList<>();
        if (!Camera.isId(camera)) {
            problems.add("the key is " + quoted(camera) + "; expected a camera id");
        }
        if (jpeg == null || jpeg.length == 0) {
            problems.add("no value; expected a JPEG");
        }
        String session = text(headers, "session");
        if (session == null || !SESSION.matcher(session).matches()) {
            problems.add("header session is " + quoted(session) + "; expected a UUID");
        }
        String type = text(headers, "content-type");
        if (type != null && !type.equals("image/jpeg")) {
            problems.add("header content-type is " + quoted(type) + "; expected image/jpeg");
        }
        long seq = number(headers, "seq", 0, Long.MAX_VALUE, problems);
        long ptsUs = number(headers, "pts-us", Long.MIN_VALUE, Long.MAX_VALUE, problems);
        long capturedUs = number(headers, "captured-us", 1, Long.MAX_VALUE / 2, problems);
        long width = number(headers, "width", 1, MAX_SIDE, problems);
        long height = number(headers, "height", 1, MAX_SIDE, problems);
        long priority = headers.lastHeader("priority") == null ? 1 : number(headers, "priority", 1, 100, problems);
        OptionalLong replayedUs = headers.lastHeader(REPLAYED) == null ? OptionalLong.empty()
                : OptionalLong.of(number(headers, REPLAYED, 1, Long.MAX_VALUE / 2, problems));
        if (!problems.isEmpty()) {
            throw new BadRecordException("not a frame: " + String.join("; ", problems));
        }
        return new Frame(camera, session, seq, new Picture(ptsUs, capturedUs, (int) width, (int) height, jpeg), (int) priority, replayedUs);
    }

    private static void put(Headers headers, String name, Object value) {
        headers.add(name, String.valueOf(value).getBytes(UTF_8));
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private static long number(Headers headers, String name, long least, long most, List<String> problems) {
        String text = text(headers, name);
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // reported below, like a number out of range
        }
        problems.add("header " + name + " is " + quoted(text) + "; expected a whole number"
                + (least == Long.MIN_VALUE ? "" : " from " + least));
        return least;
    }

    private static String quoted(String text) {
        return text == null ? "missing" : "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
    }
}
