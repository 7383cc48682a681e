package dev.posestream.tracking;

import dev.posestream.pose.Box;
import dev.posestream.pose.Person;
import dev.posestream.pose.Pose;
import java.util.List;

/**
 * Connects the people of one frame with those of the frames before. Holds no state of its own: state goes in and comes
 * out, so one tracker serves any number of cameras and threads.
 */
public interface Tracker {

    /**
     * Where the remembered people are expected at the given time, in pixels: the boxes to look at when the detector is
     * not run.
     */
    List<Box> expected(TrackingState state, long timeUs);

    /**
     * Takes in one frame.
     *
     * @param timeUs capture time; when it is not after the state's, the frame is a repeat: it is matched, and no filter
     *               or velocity moves
     * @param seen   everybody found in the frame, in any order, possibly twice
     */
    Update update(TrackingState state, long timeUs, List<Pose> seen);

    /**
     * Takes in a frame that stands alone, outside the course of time: everybody found in it for sure gets an id of their own, as there is nothing to
     * connect them with. Of the state only the next id changes.
     *
     * @param timeUs capture time; may be any
     */
    Update alone(TrackingState state, long timeUs, List<Pose> seen);

    /** @param people the confirmed people seen in this frame, by track id */
    record Update(TrackingState state, List<Person> people) {

        public Update {
            people = List.copyOf(people);
        }
    }
}
