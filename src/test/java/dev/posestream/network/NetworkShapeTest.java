package dev.posestream.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.TensorProto;
import org.junit.jupiter.api.Test;

class NetworkShapeTest {

    private static TinyOnnx pose(long batch, long channels, long keypoints) {
        return new TinyOnnx().input("image", batch, channels, 256, 192).output("heatmaps", -1, keypoints, 64, 48);
    }

    @Test
    void knowsTheSizesOfAPoseNetwork() throws Exception {
        assertThat(PoseShape.of(pose(-1, 3, 17).file(), TinyOnnx.pose())).isEqualTo(new PoseShape(256, 192, 17, 64, 48));
    }

    @Test
    void refusesAPoseNetworkOfOneChannel() {
        assertThatThrownBy(() -> PoseShape.of(pose(-1, 1, 17).file(), TinyOnnx.pose())).isInstanceOf(BadModelException.class)
                .hasMessageContaining("tiny.onnx: input image: float [?, 1, 256, 192] has 1 channels, expected 3");
    }

    @Test
    void refusesAFixedBatchAndAWrongKeypointCountInOneGo() {
        BadModelException e = catchThrowableOfType(BadModelException.class,
                () -> PoseShape.of(pose(4, 3, 16).file(), TinyOnnx.pose()));
        assertThat(e.problems()).hasSize(2);
        assertThat(e).hasMessageContaining("takes batches of exactly 4, expected a free batch dimension, or 1")
                .hasMessageContaining("has 16 heatmaps, expected 17");
    }

    @Test
    void takesAPoseNetworkForSinglePictures() throws BadModelException {
        assertThat(PoseShape.of(pose(1, 3, 17).file(), TinyOnnx.pose())).isEqualTo(new PoseShape(256, 192, 17, 64, 48));
    }

    @Test
    void refusesAWrongRankOrType() {
        TinyOnnx rank = new TinyOnnx().input("image", 3, 256, 192).output("heatmaps", -1, 17, 64, 48);
        assertThatThrownBy(() -> PoseShape.of(rank.file(), TinyOnnx.pose())).hasMessageContaining("has 3 dimensions, expected 4");
        TinyOnnx bytes = new TinyOnnx().input("image", TensorProto.DataType.UINT8, -1, 3, 256, 192).output("h", -1, 17, 64, 48);
        assertThatThrownBy(() -> PoseShape.of(bytes.file(), TinyOnnx.pose())).hasMessageContaining("is of type uint8, expected float");
    }

    @Test
    void refusesHeatmapsThatAreNoWholePartOfTheInput() {
        TinyOnnx odd = new TinyOnnx().input("image", -1, 3, 256, 192).output("heatmaps", -1, 17, 60, 48);
        assertThatThrownBy(() -> PoseShape.of(odd.file(), TinyOnnx.pose())).hasMessageContaining("does not divide input");
    }

    @Test
    void refusesAPersonModelWherePosesAreWanted() {
        assertThatThrownBy(() -> PoseShape.of(pose(-1, 3, 17).file(), TinyOnnx.person()))
                .isInstanceOf(BadModelException.class).hasMessageContaining("finds 'person' by its metadata, expected a pose model");
    }

    @Test
    void knowsPersonNetworksOfFreeAndOfFixedSize() throws Exception {
        TinyOnnx free = new TinyOnnx().input("image", -1, 3, -1, -1).output("centers", -1, 1, -1, -1).output("sizes", -1, 4, -1, -1);
        assertThat(PersonShape.of(free.file(), TinyOnnx.person())).isEqualTo(new PersonShape(0, 0));
        TinyOnnx fixed = new TinyOnnx().input("image", -1, 3, 320, 512).output("sizes", -1, 4, 80, 128).output("centers", -1, 1, 80, 128);
        assertThat(PersonShape.of(fixed.file(), TinyOnnx.person())).isEqualTo(new PersonShape(320, 512));
    }

    @Test
    void refusesAPersonNetworkWithoutItsOutputs() {
        TinyOnnx wrong = new TinyOnnx().input("image", -1, 3, 300, -1).output("centers", -1, 2, -1, -1);
        BadModelException e = catchThrowableOfType(BadModelException.class, () -> PersonShape.of(wrong.file(), TinyOnnx.person()));
        assertThat(e.problems()).hasSize(3);
        assertThat(e).hasMessageContaining("no multiples of 32").hasMessageContaining("no output 'sizes'")
                .hasMessageContaining("expected centers: float [batch, 1, height/4, width/4]");
    }
}
