package dev.posestream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuorumTest {

    private static final List<String> THREE = List.of("3@10.0.0.9:9093", "1@kafka-1.site:9093", "2@[fd00::2]:9093");

    @Test
    void membersAreTheSameForAllInWhateverOrderTheyAreGiven() {
        Quorum first = Quorum.of(1, THREE);
        Quorum third = Quorum.of(3, List.of(THREE.get(2), THREE.get(0), THREE.get(1)));
        assertThat(first.voters()).isEqualTo("1@kafka-1.site:9093,2@[fd00::2]:9093,3@10.0.0.9:9093").isEqualTo(third.voters());
        assertThat(first.clusterId()).isEqualTo(third.clusterId());
        assertThat(first.clusterId()).isNotEqualTo(Quorum.of(1, THREE.subList(0, 2)).clusterId());
    }

    @Test
    void aBrokerListensWhereTheClusterSaysItIs() {
        assertThat(Quorum.of(1, THREE).host()).isEqualTo("kafka-1.site");
        assertThat(Quorum.of(2, THREE).host()).isEqualTo("[fd00::2]");
        assertThat(Quorum.of(1, List.of()).host()).isEqualTo("127.0.0.1");
    }

    @Test
    void threeBrokersKeepThreeCopiesAndTwoOnlyOneSoThatOneMayBeMissing() {
        assertThat(Quorum.of(1, THREE).copies()).isEqualTo(3);
        assertThat(Quorum.of(1, THREE.subList(1, 3)).copies()).isEqualTo(1);
        assertThat(Quorum.ALONE.copies()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka:9093", "1@kafka", "x@kafka:9093", "1@:9093", "1@ka fka:9093", ""})
    void whatIsNoMemberIsNamed(String member) {
        assertThatThrownBy(() -> Quorum.of(1, List.of(member))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'" + member + "'", "NODE@HOST:PORT");
    }

    @Test
    void aNumberThatIsMissingOrTwiceThereIsNamed() {
        assertThatThrownBy(() -> Quorum.of(7, THREE)).hasMessageContainingAll("broker 7", "[1, 2, 3]", "--node");
        assertThatThrownBy(() -> Quorum.of(1, List.of("1@a:1", "1@b:1"))).hasMessageContaining("two brokers of number 1");
    }
}
