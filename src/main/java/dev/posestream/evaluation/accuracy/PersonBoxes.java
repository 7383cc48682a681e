package dev.posestream.evaluation.accuracy;

import java.util.Locale;

/** Where the boxes come from in which a pose network looks for keypoints. */
public enum PersonBoxes {
    /** The annotators': what the pose network alone can do. */
    GROUND_TRUTH,
    /** The person network's: what both can do together. */
    DETECTOR;

    /** As the command line spells it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException when there is no such one; the message lists those there are */
    public static PersonBoxes parse(String label) {
        for (PersonBoxes boxes : values()) {
            if (boxes.label().equals(label)) {
                return boxes;
            }
        }
        throw new IllegalArgumentException("expected ground-truth or detector");
    }
}
