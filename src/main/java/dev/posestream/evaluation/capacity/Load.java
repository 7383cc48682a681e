package dev.posestream.evaluation.capacity;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is to be carried.
 *
 * @param cameras         how many
 * @param fps             frames a second of each that are published and analysed
 * @param people          in a picture on average; each costs a run of the pose network
 * @param frameBytes      of an average JPEG; empty for what was measured
 * @param maxSide         the published pictures' longer side in pixels; empty for what was measured
 * @param detectorPeriod  the person network runs at least this often
 * @param framesRetention how long frames are kept
 * @param framesBytes     of frames kept per partition at most; empty for as much as the time needs
 * @param posesRetention  how long poses are kept
 * @param replication     copies of each partition
 * @param standbys       workers beside its own that keep a copy of each camera's state
 * @param headroom        part of every machine that is left free, from 0 up to but without 1: for crowds, slow minutes and a machine that is away
 * @param dashboards      that run at the same time
 * @param watched         cameras that are watched on each
 * @param networkMbit     what the network of a broker carries each way, millions of bits a second
 */
public record Load(int cameras, double fps, double people, OptionalLong frameBytes, OptionalInt maxSide, Duration detectorPeriod,
                   Duration framesRetention, OptionalLong framesBytes, Duration posesRetention, int replication, int standbys,
                   double headroom, int dashboards, int watched, double networkMbit) {

    private static final long MOST_BYTES = 1L << 30;

    public Load {
        between("cameras", cameras, 1, 100_000);
        between("fps", fps, 0.01, 1000);
        between("people", people, 0, 1000);
        frameBytes.ifPresent(bytes -> between("frame bytes", bytes, 100, MOST_BYTES));
        maxSide.ifPresent(side -> between("max side", side, 16, 16_384));
        positive("frames retention", framesRetention);
        positive("poses retention", posesRetention);
        framesBytes.ifPresent(bytes -> between("frames bytes", bytes, 1 << 20, Double.MAX_VALUE));
        if (detectorPeriod.isNegative()) {
            throw new IllegalArgumentException("detector period is " + detectorPeriod + ", expected 0 or more");
        }
        between("replication", replication, 1, 100);
        between("standbys", standbys, 0, 10);
        if (!(headroom >= 0 && headroom <= 0.9)) {
            throw new IllegalArgumentException("headroom is " + headroom + ", expected a part from 0 to 0.9, such as 0.3");
        }
        between("dashboards", dashboards, 0, 10_000);
        between("watched", watched, 0, 100_000);
        between("network", networkMbit, 1, 10_000_000);
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " is " + value + ", expected more than 0");
        }
    }

    private static void between(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " is " + Amount.of(value) + ", expected " + Amount.of(least)
                    + (most == Double.MAX_VALUE ? " or more" : " to " + Amount.of(most)));
        }
    }

    double framesPerSecond() {
        return cameras * fps;
    }
}
