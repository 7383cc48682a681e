package dev.posestream.evaluation.capacity;

import java.util.Arrays;
import java.util.Optional;

/** What has to be known of a machine, its networks and its pictures to plan with them; each is measured by a part of the bench. */
public enum Figure {
    /** An average JPEG. */
    FRAME_BYTES("frameBytes", "bytes", "capture"),
    FRAME_WIDTH("frameWidth", "pixels", "capture"),
    FRAME_HEIGHT("frameHeight", "pixels", "capture"),
    /** Decoding the video, encoding the JPEG and sending it; without the broker. */
    CAPTURE_CPU_MS("captureCpuMs", "ms of CPU a frame", "capture"),
    /** What the broker adds to that to take the frame. */
    BROKER_CPU_MS("brokerCpuMs", "ms of CPU a frame", "capture"),
    /** Frames analysed at a time while the following were measured. */
    THREADS("threads", "", "analysis"),
    FRAMES_PER_SECOND("framesPerSecond", "frames/s", "analysis"),
    /** Runs of the pose network a frame. */
    PEOPLE("people", "a frame", "analysis"),
    DETECTOR_PERIOD_MS("detectorPeriodMs", "ms", "analysis"),
    /** Runs of the person network a second of capture time and camera: at least one a period, more when the picture changes. */
    DETECTIONS_PER_SECOND("detectionsPerSecond", "1/s", "analysis"),
    /** JPEG to pixels. */
    DECODE_MS("decodeMs", "ms of a thread a frame", "analysis"),
    DETECTOR_MS("detectorMs", "ms of a thread a run", "analysis"),
    POSE_MS("poseMs", "ms of a thread a person", "analysis"),
    /** All the rest: tracking, smoothing, Kafka's client, and the broker, which was in the same process. */
    REST_MS("restMs", "ms of a thread a frame", "analysis"),
    /** How much sooner a frame is done when it has the whole machine for itself, instead of one thread of many. */
    LONE_SPEED_UP("loneSpeedUp", "times", "analysis"),
    /** A pose record without people on the broker's disk, headers included. */
    POSE_BASE_BYTES("poseBaseBytes", "bytes a frame", "analysis"),
    POSE_PERSON_BYTES("posePersonBytes", "bytes a person", "analysis"),
    /** What is remembered of a person between two frames, on the changelog. */
    STATE_PERSON_BYTES("statePersonBytes", "bytes a person", "analysis");

    private final String label;
    private final String unit;
    private final String part;

    Figure(String label, String unit, String part) {
        this.label = label;
        this.unit = unit;
        this.part = part;
    }

    /** Its name in the bench's JSON. */
    public String label() {
        return label;
    }

    public String unit() {
        return unit;
    }

    /** Of the bench, that measures it. */
    String part() {
        return part;
    }

    static Optional<Figure> of(String label) {
        return Arrays.stream(values()).filter(f -> f.label.equals(label)).findFirst();
    }
}
