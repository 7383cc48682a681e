package dev.posestream.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoxTest {

    private static final Box UNIT = new Box(0, 0, 10, 10);

    @ParameterizedTest(name = "{0} {1} {2} {3} -> {4}")
    @CsvSource({
        " 0,  0, 10, 10, 1",
        " 5,  0, 10, 10, 0.333333333333",  // 50 / 150
        " 5,  5, 10, 10, 0.142857142857",  // 25 / 175
        " 2,  2,  5,  5, 0.25",            // inside
        "10,  0, 10, 10, 0",               // touching
        "20, 20,  5,  5, 0",
        " 3,  3,  0,  0, 0",               // empty
    })
    void iouIsSharedAreaOverUnionAndSymmetric(double x, double y, double width, double height, double expected) {
        Box other = new Box(x, y, width, height);
        assertThat(UNIT.iou(other)).isCloseTo(expected, within(1e-9));
        assertThat(other.iou(UNIT)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void iouOfTwoEmptyBoxesIsZero() {
        assertThat(new Box(1, 1, 0, 0).iou(new Box(1, 1, 0, 0))).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "-5, -5, 20, 20,  0, 0, 15, 15",
        "90, 40, 20, 20, 90, 40, 10, 10",
        "10, 10, 20, 20, 10, 10, 20, 20",
        "-30, 10, 20, 20, 0, 10, 0, 20",
        "150, 80, 20, 20, 100, 50, 0, 0",
    })
    void clippingKeepsThePartInsideA100By50Picture(double x, double y, double w, double h,
                                                  double cx, double cy, double cw, double ch) {
        assertThat(new Box(x, y, w, h).clippedTo(100, 50)).isEqualTo(new Box(cx, cy, cw, ch));
    }

    @Test
    void scalingKeepsTheCentre() {
        Box scaled = new Box(10, 20, 30, 40).scaled(1.25);
        assertThat(scaled).isEqualTo(new Box(6.25, 15, 37.5, 50));
        assertThat(scaled.centerX()).isEqualTo(25);
        assertThat(scaled.centerY()).isEqualTo(40);
    }

    @Test
    void cornersAndSizesAgree() {
        Box box = Box.ofCorners(1, 2, 4, 8);
        assertThat(box).isEqualTo(new Box(1, 2, 3, 6));
        assertThat(box.right()).isEqualTo(4);
        assertThat(box.bottom()).isEqualTo(8);
        assertThat(box.area()).isEqualTo(18);
    }

    @ParameterizedTest
    @CsvSource({"NaN, 0, 1, 1", "0, Infinity, 1, 1", "0, 0, -1, 1", "0, 0, 1, -0.5", "0, 0, NaN, 1"})
    void whatIsNoBoxIsRefused(double x, double y, double width, double height) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Box(x, y, width, height)).withMessageContaining("box");
    }
}
