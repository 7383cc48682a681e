package dev.posestream.camera.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MotionTest {

    private static final double STEP_S = .02;

    /** Segment lengths as fractions of height: Drillis and Contini (1966), in Winter's figure 4.1. */
    @ParameterizedTest
    @EnumSource(value = SceneKind.class, names = "EMPTY", mode = EnumSource.Mode.EXCLUDE)
    void segmentsHaveHumanLengthsInEveryPose(SceneKind kind) {
        for (Visit visit : schedule(kind).between(0, 30)) {
            double height = visit.size().height();
            for (double t = visit.startS(); t < visit.startS() + visit.lengthS(); t += .1) {
                Body body = Motion.at(visit, t).body();
                assertThat(span(body, Joint.LEFT_HIP, Joint.LEFT_KNEE) / height).isCloseTo(.245, withinPercentage(3));
                assertThat(span(body, Joint.RIGHT_KNEE, Joint.RIGHT_ANKLE) / height).isCloseTo(.246, withinPercentage(3));
                assertThat(span(body, Joint.LEFT_SHOULDER, Joint.LEFT_ELBOW) / height).isCloseTo(.186, withinPercentage(10));
                assertThat(span(body, Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST) / height).isCloseTo(.146, withinPercentage(10));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = SceneKind.class, names = "EMPTY", mode = EnumSource.Mode.EXCLUDE)
    void noJointJumpsFromOneFrameToTheNext(SceneKind kind) {
        for (Visit visit : schedule(kind).between(0, 30)) {
            Body before = null;
            for (double t = visit.startS(); t < visit.startS() + visit.lengthS(); t += STEP_S) {
                Body body = Motion.at(visit, t).body();
                if (before != null) {
                    for (Joint joint : Joint.values()) {
                        // A head that falls from 1.8 m has about 5 m/s, a swinging foot in walking about the same.
                        assertThat(body.at(joint).minus(before.at(joint)).length() / STEP_S).as("%s of %s at %.2f s", joint, visit, t).isLessThan(7);
                    }
                }
                before = body;
            }
        }
    }

    @Test
    void whoWalksHasAFootThatStaysOnTheFloor() {
        for (Visit visit : schedule(SceneKind.WALK).between(0, 20)) {
            for (double t = visit.startS() + .1; t < visit.startS() + visit.lengthS() - .1; t += STEP_S) {
                Body now = Motion.at(visit, t).body();
                Body next = Motion.at(visit, t + STEP_S).body();
                double slides = Math.min(floorWay(now, next, Joint.LEFT_TOE, Joint.LEFT_HEEL), floorWay(now, next, Joint.RIGHT_TOE, Joint.RIGHT_HEEL));
                assertThat(slides / STEP_S).as("m/s").isLessThan(.2);
            }
        }
    }

    @Test
    void nobodySinksIntoTheFloor() {
        for (SceneKind kind : SceneKind.values()) {
            for (Visit visit : schedule(kind).between(0, 20)) {
                for (double t = visit.startS(); t < visit.startS() + visit.lengthS(); t += .05) {
                    Body body = Motion.at(visit, t).body();
                    for (Joint joint : Joint.values()) {
                        assertThat(body.at(joint).y()).as("%s while %s", joint, Motion.at(visit, t).action()).isGreaterThan(-.12);
                    }
                }
            }
        }
    }

    /** How far that end of a foot went which went less. */
    private static double floorWay(Body now, Body next, Joint toe, Joint heel) {
        return Math.min(way(now, next, toe), way(now, next, heel));
    }

    private static double way(Body now, Body next, Joint joint) {
        Vector way = next.at(joint).minus(now.at(joint));
        return Math.hypot(way.x(), way.z());
    }

    private static double span(Body body, Joint a, Joint b) {
        return body.at(a).minus(body.at(b)).length();
    }

    private static Schedule schedule(SceneKind kind) {
        return new Schedule(SyntheticOptions.parse("synthetic:?seed=3&scene=" + kind.name().toLowerCase(java.util.Locale.ROOT)), new Lens(1280, 720));
    }
}
