package dev.posestream.evaluation.chaos;

import dev.posestream.stream.CameraAccount;
import java.time.Duration;

/**
 * What a fault cost.
 *
 * @param fault   that struck
 * @param silence the longest time that a camera was without a pose
 * @param frames  what became of the frames from before it until all was well again
 */
record Toll(Fault fault, Duration silence, CameraAccount frames) {

    static Toll of(Fault fault, Duration silence, CameraAccount before, CameraAccount after) {
        return new Toll(fault, silence, new CameraAccount(fault.name(), after.sessions() - before.sessions(), after.published() - before.published(),
                after.redelivered() - before.redelivered(), after.analysed() - before.analysed(), after.dropped() - before.dropped(),
                after.buried() - before.buried(), after.waiting() - before.waiting(), after.unaccounted() - before.unaccounted(),
                after.doubled() - before.doubled(), after.holes() - before.holes()));
    }
}
