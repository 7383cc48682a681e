package dev.posestream.camera.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posestream.camera.BadAddressException;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticOptionsTest {

    @Test
    void anAddressWithoutOptionsGivesTheDefaults() {
        assertThat(SyntheticOptions.parse("synthetic:")).isEqualTo(new SyntheticOptions(3, 15, 1280, 720, SceneKind.MIXED, 1,
                OptionalLong.empty(), OptionalDouble.empty()));
        assertThat(SyntheticOptions.parse("synthetic:?")).isEqualTo(SyntheticOptions.DEFAULT);
    }

    @Test
    void everyOptionIsRead() {
        assertThat(SyntheticOptions.parse("synthetic:?people=5&fps=29.97&width=640&height=480&scene=fall&seed=-7&frames=9&seconds=2.5"))
                .isEqualTo(new SyntheticOptions(5, 29.97, 640, 480, SceneKind.FALL, -7, OptionalLong.of(9), OptionalDouble.of(2.5)));
    }

    @ParameterizedTest
    @EnumSource(SceneKind.class)
    void everySceneHasItsNameInSmallLetters(SceneKind kind) {
        assertThat(SyntheticOptions.parse("synthetic:?scene=" + kind.name().toLowerCase(java.util.Locale.ROOT)).scene()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            people=-1     | people  | 0 to 12
            people=13     | people  | 0 to 12
            people=three  | people  | a whole number
            people=       | people  | a whole number
            people        | people  | a whole number
            fps=0         | fps     | more than 0, up to 120
            fps=NaN       | fps     | more than 0, up to 120
            fps=fast      | fps     | a number
            width=63      | width   | 64 to 3840
            height=99999  | height  | 64 to 3840
            scene=dance   | dance   | mixed, walk, wave, crouch, fall, cross, empty
            seed=1.5      | seed    | a whole number
            frames=0      | frames  | more than 0
            seconds=-1    | seconds | more than 0
            colour=red    | colour  | people, fps, width, height, scene, seed, frames, seconds
            fps=5&fps=6   | fps     | once
            """)
    void whatDoesNotFitIsNamedTogetherWithWhatWould(String query, String named, String expected) {
        assertThatThrownBy(() -> SyntheticOptions.parse("synthetic:?" + query)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named).hasMessageContaining("expected").hasMessageContaining(expected);
    }

    @Test
    void everythingThatDoesNotFitIsToldAtOnce() {
        BadAddressException e = catchThrowableOfType(BadAddressException.class, () -> SyntheticOptions.parse("synthetic:?people=many&fps=0&width=1&colour=red&hue=1"));
        assertThat(e.problems()).satisfiesExactlyInAnyOrder(
                problem -> assertThat(problem).contains("people", "'many'"),
                problem -> assertThat(problem).contains("fps", "up to 120"),
                problem -> assertThat(problem).contains("width", "64 to 3840"),
                problem -> assertThat(problem).contains("'colour' is unknown"),
                problem -> assertThat(problem).contains("'hue' is unknown"));
    }

    @Test
    void otherAddressesAreNotAccepted() {
        assertThat(SyntheticOptions.accepts("rtsp://camera/1")).isFalse();
        assertThatThrownBy(() -> SyntheticOptions.parse("rtsp://camera/1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SyntheticOptions.parse("synthetic:walk")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("walk");
    }

    @Test
    void capsOnlyMakeSmallerAndSlowerAndKeepTheShape() {
        SyntheticOptions options = SyntheticOptions.parse("synthetic:?width=1280&height=720&fps=15");
        assertThat(options.cappedTo(0, 0)).isEqualTo(options);
        assertThat(options.cappedTo(30, 1920)).isEqualTo(options);
        SyntheticOptions capped = options.cappedTo(5, 640);
        assertThat(capped.fps()).isEqualTo(5);
        assertThat(capped.width()).isEqualTo(640);
        assertThat(capped.height()).isEqualTo(360);
    }

    @Test
    void presentationTimesAreRoundedToMicrosecondsWithoutDrift() {
        SyntheticOptions options = SyntheticOptions.parse("synthetic:?fps=30");
        assertThat(options.ptsUs(0)).isZero();
        assertThat(options.ptsUs(1)).isEqualTo(33_333);
        assertThat(options.ptsUs(2)).isEqualTo(66_667);
        assertThat(options.ptsUs(108_000)).isEqualTo(3_600_000_000L);
    }
}
