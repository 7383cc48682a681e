package dev.posestream.stream;

/**
 * What became of a camera's published frames.
 *
 * @param camera      camera id
 * @param sessions    capture runs seen
 * @param published   different frames on the topic {@code frames}
 * @param redelivered further copies of them there
 * @param analysed    frames with a pose record
 * @param dropped     frames without one that are on the topic {@code dropped}
 * @param buried      frames with neither that are among the dead letters
 * @param waiting     frames with nothing yet that the analysis has not come to
 * @param unaccounted frames with nothing that the analysis has passed: lost
 * @param doubled     pose records beyond the first of their frame
 * @param holes       numbers missing between a session's first and last published frame
 */
public record CameraAccount(String camera, int sessions, long published, long redelivered, long analysed, long dropped, long buried, long waiting,
                            long unaccounted, long doubled, long holes) {

    static CameraAccount nothing(String camera) {
        return new CameraAccount(camera, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** Under this one's name. */
    CameraAccount plus(CameraAccount other) {
        return new CameraAccount(camera, sessions + other.sessions, published + other.published, redelivered + other.redelivered,
                analysed + other.analysed, dropped + other.dropped, buried + other.buried, waiting + other.waiting,
                unaccounted + other.unaccounted, doubled + other.doubled, holes + other.holes);
    }
}
