package dev.posestream.evaluation.coco;

import java.util.List;

/** What COCO compares, and the rules for it. */
public enum Compared {

    /** OKS of poses; 20 of a picture count. People without a marked keypoint are neither right nor wrong to find. */
    KEYPOINTS(List.of(20), List.of(AreaRange.ALL, AreaRange.MEDIUM, AreaRange.LARGE)),

    /** IoU of boxes; 100 of a picture count, and recall is also taken of the best one and ten. */
    BOXES(List.of(1, 10, 100), List.of(AreaRange.ALL, AreaRange.SMALL, AreaRange.MEDIUM, AreaRange.LARGE));

    private final List<Integer> mostResults;
    private final List<AreaRange> ranges;

    Compared(List<Integer> mostResults, List<AreaRange> ranges) {
        this.mostResults = mostResults;
        this.ranges = ranges;
    }

    /** Results of a picture that count, the most last. */
    List<Integer> mostResults() {
        return mostResults;
    }

    int most() {
        return mostResults.get(mostResults.size() - 1);
    }

    List<AreaRange> ranges() {
        return ranges;
    }

    /** Whether a person is left out of the count; finding them is then neither right nor wrong. */
    boolean ignores(CocoPerson person) {
        return person.crowd() || this == KEYPOINTS && !person.labelled();
    }
}
