package dev.posestream.network.dite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.posestream.network.graph.Graph;
import dev.posestream.network.graph.Parameter;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiteHrNetTest {

    /** Counted on the authors' network: parameters; multiply-adds as it executes them, millions. */
    @ParameterizedTest
    @CsvSource({
        "18, 256, 192, 17, 1186933, 243.16",
        "30, 256, 192, 17, 1862549, 390.98",
        "18, 384, 288, 17, 1186933, 547.01",
        "30, 384, 288, 17, 1862549, 879.53",
        "18, 256, 256, 16, 1186892, 324.02",
        "30, 256, 256, 16, 1862508, 521.09"})
    void hasTheAuthorsParametersAndMultiplyAdds(int depth, int height, int width, int keypoints, long parameters, double millions) {
        Graph network = new DiteHrNet(depth, height, width, keypoints).graph();
        assertThat(network.weights()).isEqualTo(parameters);
        assertThat(network.multiplyAdds() / 1e6).isCloseTo(millions, within(0.006));
        assertThat(network.outputs()).singleElement().satisfies(output -> {
            assertThat(output.feature().channels()).isEqualTo(keypoints);
            assertThat(output.feature().height()).isEqualTo(height / 4);
            assertThat(output.feature().width()).isEqualTo(width / 4);
        });
    }

    /** The authors' checkpoints have so many entries, of these kinds. */
    @ParameterizedTest
    @CsvSource({"18, 1529, 750, 375", "30, 2580, 1256, 628"})
    void hasTheEntriesOfTheAuthorsCheckpoints(int depth, long weights, long statistics, long counters) {
        var kinds = new DiteHrNet(depth, 256, 192, 17).graph().parameters().stream()
                .collect(Collectors.groupingBy(Parameter::kind, Collectors.counting()));
        assertThat(kinds).containsEntry(Parameter.Kind.WEIGHT, weights).containsEntry(Parameter.Kind.STATISTIC, statistics)
                .containsEntry(Parameter.Kind.COUNTER, counters);
    }

    @Test
    void namesParametersAsTheAuthorsDo() {
        assertThat(new DiteHrNet(18, 256, 192, 17).graph().parameters()).extracting(Parameter::toString).contains(
                "backbone.stem.conv1.conv.weight[32, 3, 3, 3]",
                "backbone.stem.branch2.3.conv.attention.conv1.weight[1, 4, 1, 1]",
                "backbone.transition0.0.2.weight[40, 32, 1, 1]",
                "backbone.transition2.3.0.0.weight[160, 1, 3, 3]",
                "backbone.stage1.3.layers.1.conv.2.conv.1.conv.aggregation.weight[2, 40, 1, 5, 5]",
                "backbone.stage2.0.layers.0.dcm.conv_mask.3.bias[1]",
                "backbone.stage2.1.fuse_layers.3.0.2.2.weight[320, 40, 1, 1]",
                "backbone.head_layer.projects.0.pointwise_conv.bn.running_var[160]",
                "keypoint_head.final_layer.bias[17]");
    }

    @ParameterizedTest
    @CsvSource({"18, 192, 144, 17, multiples of 32", "19, 256, 192, 17, depth 18 or 30", "18, 256, 192, 0, at least 1"})
    void refusesWhatItCanNotBe(int depth, int height, int width, int keypoints, String why) {
        assertThatThrownBy(() -> new DiteHrNet(depth, height, width, keypoints)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({"dite-hrnet-18, 18", "dite-hrnet-30, 30"})
    void isFoundByTheNameOfItsArchitecture(String arch, int depth) {
        DiteHrNet network = DiteHrNet.of(arch, 256, 192, 17);
        assertThat(network.graph().name()).isEqualTo(arch + "@256x192");
        assertThat(network).isEqualTo(new DiteHrNet(depth, 256, 192, 17)).extracting(DiteHrNet::arch).isEqualTo(arch);
    }

    @ParameterizedTest
    @CsvSource({"DiteHRNet_30_coco, perhaps dite-hrnet-30 was meant", "dite-hrnet, perhaps dite-hrnet-18 was meant"})
    void tellsWhichArchitectureWasPerhapsMeant(String arch, String hint) {
        assertThatThrownBy(() -> DiteHrNet.of(arch, 256, 192, 17)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + arch + "' is not known").hasMessageContaining(DiteHrNet.ARCHITECTURES.toString()).hasMessageEndingWith(hint);
    }

    @Test
    void guessesNoArchitectureFromAnythingElse() {
        assertThatThrownBy(() -> DiteHrNet.of("resnet-50", 256, 192, 17)).hasMessageEndingWith("expected one of " + DiteHrNet.ARCHITECTURES);
    }
}
