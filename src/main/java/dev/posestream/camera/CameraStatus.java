package dev.posestream.camera;

/**
 * A camera's state, published whenever it changes and every few seconds besides.
 *
 * @param camera      camera id
 * @param address     masked
 * @param state       where it stands
 * @param detail      one sentence for the user: why it failed, when it is tried again; empty when all is well
 * @param sinceUs     when the state began, microseconds since the epoch
 * @param atUs        when this was written
 * @param session     the capture run, empty before the first
 * @param frames      published in this session
 * @param lost        frames that could not be published, since the program started
 * @param reconnects  since the program started
 * @param fps         published frames a second, over the last few seconds
 */
public record CameraStatus(String camera, String address, CameraState state, String detail, long sinceUs, long atUs,
                           String session, long frames, long lost, long reconnects, double fps) {}
