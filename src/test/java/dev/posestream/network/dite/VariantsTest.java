package dev.posestream.network.dite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.graph.Operation;
import dev.posestream.network.graph.Parameter;
import dev.posestream.network.graph.Start;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariantsTest {

    /** Counted by hooks on every convolution of the same networks in PyTorch: parameters; multiply-adds, dynamic kernels at their size. */
    @ParameterizedTest
    @CsvSource({
        "dite-hrnet-18, 256, 192, 1186933, 243161720",
        "dite-hrnet-18-pan, 256, 192, 1181773, 271380920",
        "dite-hrnet-18-pan-att, 256, 192, 1182829, 271452600",
        "dite-hrnet-18-center, 320, 320, 1190681, 528515704",
        "dite-hrnet-18-pan-center, 320, 320, 1185521, 587305704",
        "dite-hrnet-18-pan-att-center, 320, 320, 1186577, 587408104",
        "dite-hrnet-30, 256, 192, 1862549, 390977000",
        "dite-hrnet-30-pan, 256, 192, 1857389, 419196200",
        "dite-hrnet-30-pan-att, 256, 192, 1858445, 419267880",
        "dite-hrnet-30-center, 320, 320, 1866297, 836403624",
        "dite-hrnet-30-pan-center, 320, 320, 1861137, 895193624",
        "dite-hrnet-30-pan-att-center, 320, 320, 1862193, 895296024"})
    void haveTheReferencesParametersAndMultiplyAdds(String arch, int height, int width, long parameters, long multiplyAdds) {
        Graph network = of(arch, height, width);
        assertThat(network.weights()).isEqualTo(parameters);
        assertThat(network.multiplyAdds()).isEqualTo(multiplyAdds);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void areNamedAsTheirArchitecture(String arch) {
        assertThat(of(arch, 256, 192).name()).isEqualTo(arch + "@256x192");
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void shareTheTrunksParameters(String arch) {
        String plain = arch.substring(0, "dite-hrnet-18".length());
        assertThat(trunk(of(arch, 64, 64))).hasSizeGreaterThan(2000).isEqualTo(trunk(of(plain, 96, 32)));
    }

    private static Set<Parameter> trunk(Graph network) {
        return network.parameters().stream().filter(p -> p.name().matches("backbone\\.(stem|transition|stage).*")).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void computeAndHoldNothingThatNobodyReads(String arch) {
        Graph network = of(arch, 64, 96);
        Set<Feature> read = new HashSet<>();
        network.operations().forEach(operation -> read.addAll(operation.inputs()));
        network.outputs().forEach(output -> read.add(output.feature()));
        assertThat(network.operations()).flatExtracting(Operation::outputs).isSubsetOf(read);

        Set<Parameter> used = network.operations().stream().flatMap(operation -> operation.parameters().stream()).collect(Collectors.toSet());
        assertThat(network.parameters()).filteredOn(parameter -> !used.contains(parameter))
                .allSatisfy(parameter -> assertThat(parameter.name()).as("one that the authors' checkpoints hold").contains(".dcm.conv_mask."));
    }

    @Test
    void nameTheParametersOfTheirOwnParts() {
        assertThat(of("dite-hrnet-18-pan-att-center", 64, 64).parameters()).extracting(Parameter::toString).contains(
                "neck.conv_t.convs.3.conv.weight[40, 320, 1, 1]",
                "neck.top_down_blocks.0.main_conv.conv.weight[20, 80, 1, 1]",
                "neck.top_down_blocks.2.blocks.0.conv2.depthwise_conv.conv.weight[20, 1, 5, 5]",
                "neck.downsamples.1.depthwise_conv.conv.weight[40, 1, 5, 5]",
                "neck.bottom_up_blocks.2.final_conv.bn.running_var[40]",
                "neck.attention.conv1.weight[8, 40, 1, 1]",
                "neck.attention.conv_w.bias[40]",
                "center_head.centers.depthwise_conv.conv.weight[40, 1, 3, 3]",
                "center_head.sizes.final_layer.weight[4, 40, 1, 1]")
                .noneMatch(name -> name.contains("head_layer") || name.contains("keypoint_head"));
    }

    /** -2.19 is what CenterNet begins with (Zhou et al., 2019). */
    @Test
    void beginWithCentersRare() {
        assertThat(of("dite-hrnet-18-center", 64, 64).parameters())
                .filteredOn(parameter -> parameter.name().equals("center_head.centers.final_layer.bias")).singleElement()
                .extracting(Parameter::start).isEqualTo(new Start.Constant(-2.19));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dite-hrnet-18-center", "dite-hrnet-30-pan-att-center"})
    void thatFindPeopleAreTheSameForAnyKeypoints(String arch) {
        assertThat(DiteHrNet.of(arch, 256, 192, 17)).isEqualTo(DiteHrNet.of(arch, 256, 192, 0));
    }

    @Test
    void thatEstimatePosesNeedKeypoints() {
        assertThatThrownBy(() -> DiteHrNet.of("dite-hrnet-18-pan", 256, 192, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 keypoints, expected at least 1");
    }

    @ParameterizedTest
    @CsvSource({
        "dite-hrnet-18-pan-attention, dite-hrnet-18-pan-att",
        "DiteHRNet30_centre, dite-hrnet-30-center",
        "dite-hrnet-18-pan-centre, dite-hrnet-18-pan-center"})
    void areGuessedFromNamesAlike(String arch, String meant) {
        assertThatThrownBy(() -> DiteHrNet.of(arch, 256, 192, 17)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("; perhaps " + meant + " was meant");
    }

    private static List<String> architectures() {
        return DiteHrNet.ARCHITECTURES;
    }

    private static Graph of(String arch, int height, int width) {
        return DiteHrNet.of(arch, height, width, arch.endsWith("-center") ? 0 : 17).graph();
    }
}
