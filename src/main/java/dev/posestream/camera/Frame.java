package dev.posestream.camera;

import java.util.OptionalLong;

/**
 * A frame as it is published: one record on the topic {@code frames}.
 *
 * @param camera     camera id
 * @param session    id of this capture run, a UUID: a new one at every (re)connection
 * @param seq        number within the session, from 0; one that is missing on Kafka is that of a frame which was sent and not delivered
 * @param picture    what was captured
 * @param priority   of its camera, see {@link CameraSettings#priority()}
 * @param replayedUs in replay: when it was read from its file, microseconds since the epoch; such a frame is never
 *                   dropped for being late, and its latency counts from here
 */
public record Frame(String camera, String session, long seq, Picture picture, int priority, OptionalLong replayedUs) {}
