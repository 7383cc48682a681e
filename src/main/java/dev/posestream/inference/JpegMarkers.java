package dev.posestream.inference;

import java.util.Optional;

/**
 * Walks the markers of a JPEG (ITU-T T.81, annex B) to tell a whole file from one that was cut off, or that declares a picture
 * nobody should decode. Decodes nothing.
 */
final class JpegMarkers {

    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int FIRST_SOF = 0xc0;
    private static final int LAST_SOF = 0xcf;
    private static final int DHT = 0xc4;
    private static final int JPG = 0xc8;
    private static final int DAC = 0xcc;
    private static final int FIRST_RESTART = 0xd0;
    private static final int LAST_RESTART = 0xd7;
    private static final int TEM = 0x01;

    private JpegMarkers() {}

    static boolean isJpeg(byte[] bytes) {
        return bytes.length >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == SOI;
    }

    /** @return what is wrong; empty for a whole file. Anything may follow its end */
    static Optional<String> problem(byte[] bytes) {
        int at = 2;
        boolean scan = false;
        while (at + 1 < bytes.length) {
            int marker = bytes[at + 1] & 0xff;
            if ((bytes[at] & 0xff) != 0xff || marker == 0) {
                if (!scan) {
                    return Optional.of("a marker was expected at byte " + at);
                }
                at++;
            } else if (marker == EOI) {
                return scan ? Optional.empty() : Optional.of("it ends before its first scan");
            } else if (marker == 0xff) {
                at++;
            } else if (marker == TEM || marker >= FIRST_RESTART && marker <= LAST_RESTART) {
                at += 2;
            } else if (at + 3 < bytes.length) {
                scan |= marker == SOS;
                if (isFrame(marker) && at + 8 < bytes.length) {
                    Optional<String> tooLarge = PictureLimit.problem(word(bytes, at + 7), word(bytes, at + 5));
                    if (tooLarge.isPresent()) {
                        return tooLarge;
                    }
                }
                at += 2 + word(bytes, at + 2);
            } else {
                break;
            }
        }
        return Optional.of("it is cut off: no end marker (EOI)");
    }

    private static boolean isFrame(int marker) {
        return marker >= FIRST_SOF && marker <= LAST_SOF && marker != DHT && marker != JPG && marker != DAC;
    }

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }
}
