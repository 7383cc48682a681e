package dev.posestream.stream;

/** How often a frame's outcome may appear when a worker dies in the middle of its work. */
public enum Guarantee {

    /** Once or, after a crash, several times under the same id. A record can be read as soon as it is written. */
    AT_LEAST_ONCE,

    /**
     * Once, for consumers with {@code isolation.level=read_committed}: outcome, state and offset are one Kafka transaction.
     * A record can be read when its transaction is committed, up to a commit interval later.
     */
    EXACTLY_ONCE
}
