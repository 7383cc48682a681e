package dev.posestream.inference;

import java.util.Optional;

/**
 * The largest picture that is decoded: a few kilobytes can declare gigabytes of pixels. Nearly twice what an
 * 8K camera (7680×4320) gives is allowed.
 */
final class PictureLimit {

    static final int MAX_SIDE = 16_384;
    static final int MAX_PIXELS = 64_000_000;

    private PictureLimit() {}

    /** @return what is wrong with a picture of this size, as its header declares it; empty when it may be decoded */
    static Optional<String> problem(long width, long height) {
        return width <= MAX_SIDE && height <= MAX_SIDE && width * height <= MAX_PIXELS ? Optional.empty()
                : Optional.of("it declares " + width + "x" + height + " pixels, and at most " + MAX_SIDE + " a side and "
                        + MAX_PIXELS / 1_000_000 + " megapixels are decoded");
    }
}
