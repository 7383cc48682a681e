package dev.posestream.camera.synthetic;

import java.util.List;

/** What happens in a scene. */
public enum SceneKind {
    /** Everything in turn. */
    MIXED(15, Activity.WAVE, Activity.LOOK_ROUND, Activity.CROUCH, Activity.WAVE, Activity.FALL, Activity.LOOK_ROUND),
    /** People walk through. */
    WALK(0, Activity.PASS),
    /** People come, wave and go. */
    WAVE(14, Activity.WAVE),
    /** People come, squat down a few times and go. */
    CROUCH(14, Activity.CROUCH),
    /** People come, fall, lie for a while, get up and go. */
    FALL(15, Activity.FALL),
    /** People walk through in pairs from opposite sides and hide each other where they meet. */
    CROSS(0, Activity.PASS),
    /** Nobody. */
    EMPTY(0);

    private final double period;
    private final List<Activity> activities;

    SceneKind(double period, Activity... activities) {
        this.period = period;
        this.activities = List.of(activities);
    }

    /** How long a visit takes with the way there and back, seconds; 0 where nobody stops. */
    double period() {
        return period;
    }

    /** What the visits of a place are for, over and over. */
    List<Activity> activities() {
        return activities;
    }
}
