package dev.posestream.camera.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SceneEventsTest {

    private static final long MINUTE_US = 60_000_000;

    private final SyntheticScene scene = new SyntheticScene(SyntheticOptions.parse("synthetic:?scene=fall&people=3&seed=5"));

    @Test
    void eventsComeInOrderOfTime() {
        assertThat(scene.events(0, MINUTE_US)).isNotEmpty().isSortedAccordingTo(Comparator.comparingLong(SceneEvent::ptsUs));
    }

    @Test
    void everybodyEntersThenFallsThenLeaves() {
        Map<Long, List<SceneEvent.Kind>> byFigure = scene.events(0, MINUTE_US).stream()
                .collect(Collectors.groupingBy(SceneEvent::figure, Collectors.mapping(SceneEvent::kind, Collectors.toList())));
        List<SceneEvent.Kind> whole = List.of(SceneEvent.Kind.ENTERED, SceneEvent.Kind.FELL, SceneEvent.Kind.LEFT);
        assertThat(byFigure.values()).contains(whole);
        assertThat(byFigure.values()).allSatisfy(kinds -> assertThat(kinds.get(0)).isEqualTo(SceneEvent.Kind.ENTERED));
    }

    @Test
    void aMinuteInPiecesHasTheSameEventsAsInOne() {
        List<SceneEvent> pieces = new ArrayList<>();
        for (long t = 0; t < MINUTE_US; t += 1_700_000) {
            pieces.addAll(scene.events(t, Math.min(MINUTE_US, t + 1_700_000)));
        }
        assertThat(pieces).isEqualTo(scene.events(0, MINUTE_US));
    }

    @Test
    void theTruthOfTheMomentAgrees() {
        for (SceneEvent event : scene.events(1, MINUTE_US)) {
            GroundTruth person = scene.at(event.ptsUs()).stream().filter(p -> p.figure() == event.figure()).findFirst().orElseThrow();
            double hips = (person.keypoints().get(11).x() + person.keypoints().get(12).x()) / 2;
            if (event.kind() == SceneEvent.Kind.FELL) {
                assertThat(person.box().width()).isGreaterThan(person.box().height());
            } else {
                assertThat(Math.min(hips, 1280 - hips)).isBetween(-3.0, 3.0);
            }
        }
    }
}
