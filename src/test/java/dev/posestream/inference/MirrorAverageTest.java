package dev.posestream.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posestream.network.PoseShape;
import dev.posestream.pose.Skeleton;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MirrorAverageTest {

    private static final int LEFT_EYE = 1;
    private static final int RIGHT_EYE = 2;

    /** A crop of 2x16 pixels with one row of four cells for each keypoint. */
    private static final PoseShape SHAPE = new PoseShape(2, 16, 17, 1, 4);

    @Test
    void exchangesLeftAndRightAndShiftsByOneColumnWhereCellsStandForTheirFirstPixel() {
        assertThat(averageOfLeftEye(0)).containsExactly((1 + 40) / 2f, (2 + 40) / 2f, (3 + 30) / 2f, (4 + 20) / 2f);
    }

    @Test
    void doesNotShiftWhereCellsStandForTheirMiddle() {
        assertThat(averageOfLeftEye(0.5)).containsExactly((1 + 40) / 2f, (2 + 30) / 2f, (3 + 20) / 2f, (4 + 10) / 2f);
    }

    @Test
    void shiftsTheOtherWayWhereCellsStandForTheirEnd() {
        assertThat(averageOfLeftEye(1)).containsExactly((1 + 30) / 2f, (2 + 20) / 2f, (3 + 10) / 2f, (4 + 10) / 2f);
    }

    @Test
    void mirrorsEveryRowOfEveryChannel() {
        MirrorAverage average = new MirrorAverage(Skeleton.COCO17, new PoseShape(1, 3, 17, 1, 1), 0);
        float[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, /* of a larger picture before: */ 10};
        average.mirror(pixels);
        assertThat(pixels).containsExactly(3, 2, 1, 6, 5, 4, 9, 8, 7, 10);
    }

    /** The left eye's heatmap is 1 2 3 4, the right eye's of the mirror image 10 20 30 40. */
    private static float[] averageOfLeftEye(double cellOffset) {
        float[] heatmaps = new float[17 * 4];
        float[] mirrored = new float[17 * 4];
        for (int x = 0; x < 4; x++) {
            heatmaps[LEFT_EYE * 4 + x] = x + 1;
            mirrored[RIGHT_EYE * 4 + x] = 10 * (x + 1);
        }
        float[] average = new MirrorAverage(Skeleton.COCO17, SHAPE, cellOffset).average(heatmaps, mirrored);
        return Arrays.copyOfRange(average, LEFT_EYE * 4, LEFT_EYE * 4 + 4);
    }
}
