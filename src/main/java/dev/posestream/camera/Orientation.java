package dev.posestream.camera;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * How a stored picture is to be turned to be shown, as phones note it in their videos: transposed first, then mirrored.
 *
 * <p>From the display matrix of ISO/IEC 14496-12, which maps a pixel (x, y) to (ax + cy, bx + dy); turns by other than
 * quarters are taken as the nearest quarter.
 */
record Orientation(boolean transposed, boolean mirroredX, boolean mirroredY) {

    static final Orientation UPRIGHT = new Orientation(false, false, false);

    static Orientation of(int a, int b, int c, int d) {
        return Math.abs((long) a) + Math.abs((long) d) >= Math.abs((long) b) + Math.abs((long) c)
                ? new Orientation(false, a < 0, d < 0)
                : new Orientation(true, c < 0, b < 0);
    }

    /** @param data nine native integers, row by row, as FFmpeg keeps a display matrix */
    static Orientation ofDisplayMatrix(BytePointer data) {
        IntPointer matrix = new IntPointer(data);
        return of(matrix.get(0), matrix.get(1), matrix.get(3), matrix.get(4));
    }

    /** FFmpeg's filters for it, in order; empty when it is upright. */
    List<String> filters() {
        List<String> filters = new ArrayList<>();
        if (transposed) {
            return List.of("transpose=" + (mirroredX ? mirroredY ? "clock_flip" : "clock" : mirroredY ? "cclock" : "cclock_flip"));
        }
        if (mirroredX) {
            filters.add("hflip");
        }
        if (mirroredY) {
            filters.add("vflip");
        }
        return filters;
    }
}
