package dev.posestream.camera.synthetic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds when figures come into the picture, go out of it and fall. */
final class SceneEvents {

    private static final int HALVINGS = 30;

    private final Schedule schedule;
    private final Lens lens;

    SceneEvents(Schedule schedule, Lens lens) {
        this.schedule = schedule;
        this.lens = lens;
    }

    List<SceneEvent> between(long fromUs, long toUs) {
        List<SceneEvent> events = new ArrayList<>();
        for (Visit visit : schedule.between(fromUs / 1e6, toUs / 1e6)) {
            double begin = visit.startS();
            double end = begin + visit.lengthS() - 1e-6;
            // The hips are in the picture half-way along every route.
            double middle = begin + visit.lengthS() / 2;
            double left = crossing(visit, middle, end);
            if (left <= 0) {
                continue;
            }
            // Who is in the picture when the scene begins has entered then.
            events.add(event(Math.max(0, crossing(visit, middle, begin)), visit, SceneEvent.Kind.ENTERED));
            events.add(event(left, visit, SceneEvent.Kind.LEFT));
            if (visit.activity() == Activity.FALL) {
                events.add(event(Motion.floorS(visit), visit, SceneEvent.Kind.FELL));
            }
        }
        events.removeIf(e -> e.ptsUs() < fromUs || e.ptsUs() >= toUs);
        events.sort(Comparator.comparingLong(SceneEvent::ptsUs).thenComparingLong(SceneEvent::figure));
        return events;
    }

    private static SceneEvent event(double s, Visit visit, SceneEvent.Kind kind) {
        return new SceneEvent(Math.round(s * 1e6), visit.figure(), kind);
    }

    /** The time between two at which the middle of the hips passes the picture's edge. */
    private double crossing(Visit visit, double inside, double outside) {
        for (int i = 0; i < HALVINGS; i++) {
            double mid = (inside + outside) / 2;
            double x = lens.project(Motion.at(visit, mid).body().at(Joint.PELVIS)).x;
            if (x >= 0 && x < lens.width()) {
                inside = mid;
            } else {
                outside = mid;
            }
        }
        return inside;
    }
}
