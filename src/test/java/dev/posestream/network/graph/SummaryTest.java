package dev.posestream.network.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posestream.network.dite.DiteHrNet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {

    private static final Summary NETWORK = Summary.of(DiteHrNet.of("dite-hrnet-18", 256, 192, 17).graph());

    @Test
    void listsTheModulesInTheOrderOfTheirWork() {
        assertThat(NETWORK.modules()).extracting(Summary.Row::module).containsExactly("backbone.stem", "backbone.transition0.0", "backbone.transition0.1",
                "backbone.stage0.0", "backbone.stage0.1", "backbone.transition1.2", "backbone.stage1.0", "backbone.stage1.1", "backbone.stage1.2",
                "backbone.stage1.3", "backbone.transition2.3", "backbone.stage2.0", "backbone.stage2.1", "backbone.head_layer", "keypoint_head.final_layer");
    }

    /** Sizes as the paper's table of the architecture has them. */
    @ParameterizedTest
    @CsvSource({
        "backbone.stem, 32x64x48",
        "backbone.transition0.1, 80x32x24",
        "backbone.stage0.1, 40x64x48 80x32x24",
        "backbone.stage1.3, 40x64x48 80x32x24 160x16x12",
        "backbone.stage2.1, 40x64x48 80x32x24 160x16x12 320x8x6",
        "backbone.head_layer, 40x64x48",
        "keypoint_head.final_layer, 17x64x48"})
    void tellsWhatEachModuleGivesOn(String module, String sizes) {
        assertThat(NETWORK.modules().stream().filter(row -> row.module().equals(module)).flatMap(row -> row.outputs().stream())
                .map(feature -> feature.channels() + "x" + feature.height() + "x" + feature.width())).containsExactlyElementsOf(List.of(sizes.split(" ")));
    }

    /** The totals are those of the authors' network. */
    @Test
    void addsUp() {
        assertThat(NETWORK.modules().stream().mapToLong(Summary.Row::parameters).sum()).isEqualTo(NETWORK.parameters()).isEqualTo(1_186_933);
        assertThat(NETWORK.modules().stream().mapToLong(Summary.Row::multiplyAdds).sum()).isEqualTo(NETWORK.multiplyAdds()).isEqualTo(243_161_720);
    }

    /** 17 heatmaps of 64x48 out of 40 channels, by hand. */
    @Test
    void printsATable() {
        assertThat(NETWORK.table().lines()).first().isEqualTo("dite-hrnet-18@256x192");
        assertThat(NETWORK.table()).containsPattern("keypoint_head\\.final_layer +17x64x48 +697 +2,088,960\\R").containsPattern("total +1,186,933 +243,161,720\\R$");
    }
}
