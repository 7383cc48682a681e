package dev.posestream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posestream.network.BadModelException;
import dev.posestream.network.TinyOnnx;
import dev.posestream.pose.Box;
import dev.posestream.pose.Skeleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworksTest {

    private static final InferenceSettings CPU = InferenceSettings.DEFAULT.withDevice(Device.CPU).withPoseModel("movenet-lightning");

    @Test
    void openBothNetworksAndCountTheirWork() throws Exception {
        try (Networks networks = Networks.open(CPU.withDetector(96, 0.3));
             Image image = Image.decode(TestPictures.figure("jpeg"))) {
            assertThat(networks.device()).isEqualTo(Device.CPU);
            assertThat(networks.poseEstimator().skeleton()).isEqualTo(Skeleton.COCO17);
            networks.personDetector().detect(image);
            networks.poseEstimator().estimate(image, List.of(new Box(120, 40, 80, 240), new Box(0, 0, 100, 100)));
            assertThat(networks.personStats().items()).isEqualTo(1);
            assertThat(networks.poseStats().items()).isEqualTo(2);
            assertThat(networks.poseStats().runNanos()).isPositive();
            assertThat(networks.poseStats().waiting()).isZero();
        }
    }

    @Test
    void aDeviceThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Networks.open(CPU.withDevice(Device.gpu(99)))).isInstanceOf(InferenceException.class)
                .hasMessageContaining("gpu:99");
    }

    @Test
    void autoAlwaysFindsADevice() throws Exception {
        try (Networks networks = Networks.open(CPU.withDevice(Device.AUTO))) {
            assertThat(networks.device().kind()).isIn(Device.Kind.CPU, Device.Kind.GPU);
        }
    }

    @Test
    void aModelWithoutMetadataIsRefused(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("foreign.onnx");
        new TinyOnnx().input("image", -1, 3, 64, 64).output("heatmaps", -1, 17, 16, 16).file().write(path);
        assertThatThrownBy(() -> Networks.open(CPU.withPoseModel(path.toString()))).isInstanceOf(BadModelException.class)
                .hasMessageContaining("posestream model import " + path);
    }

    @Test
    void aTextIsRefused(@TempDir Path folder) throws Exception {
        Path path = Files.writeString(folder.resolve("text.onnx"), "not a model");
        assertThatThrownBy(() -> Networks.open(CPU.withPoseModel(path.toString()))).isInstanceOf(BadModelException.class)
                .hasMessageStartingWith(path + " is not an ONNX model");
    }

    @Test
    void modelsInEachOthersPlaceAreRefused() {
        assertThatThrownBy(() -> Networks.open(CPU.withPoseModel("centernet-person"))).isInstanceOf(BadModelException.class)
                .hasMessageContaining("expected a pose model");
        assertThatThrownBy(() -> Networks.open(CPU.withPersonModel("movenet-thunder"))).isInstanceOf(BadModelException.class)
                .hasMessageContaining("expected a person model");
    }

    @Test
    void aGraphThatCannotRunIsNamedWithTheReason(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("nonsense.onnx");
        new TinyOnnx().input("image", -1, 3, 64, 64).output("heatmaps", -1, 17, 16, 16).nonsense("image", "heatmaps").file()
                .describe(TinyOnnx.pose()).write(path);
        assertThatThrownBy(() -> Networks.open(CPU.withPoseModel(path.toString()))).isInstanceOf(InferenceException.class)
                .hasMessageContaining("model " + path + " can't be loaded on cpu").hasMessageContaining("NoSuchOperator");
    }

    @Test
    void settingsNameWhatIsOutOfRange() {
        assertThatThrownBy(() -> CPU.withDetector(400, 0.3)).hasMessage("detectorSide is 400, expected a multiple of 32 up to 4096");
        assertThatThrownBy(() -> CPU.withDetector(416, 0)).hasMessageContaining("detectorScore is 0.0");
        assertThatThrownBy(() -> CPU.withWorkers(-1)).hasMessageContaining("workers is -1");
    }
}
