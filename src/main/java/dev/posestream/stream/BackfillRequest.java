package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is to be analysed again. Equal requests are one backfill: whoever makes the same one again goes on with it, or takes part.
 *
 * @param baseId  application id of the live analysis
 * @param output  the topic for the poses, its whole name
 * @param from    capture time of the first frame; empty for the oldest that is kept
 * @param to      before which frames were captured; empty for those that are there when the backfill begins
 * @param cameras their ids; empty for all
 * @param how     everything that has a say in the result, such as the networks, as text
 */
public record BackfillRequest(String baseId, String output, Optional<Instant> from, Optional<Instant> to, Set<String> cameras, String how) {

    /** @throws IllegalArgumentException when the times are no range */
    public BackfillRequest {
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw new IllegalArgumentException("--from " + from.get() + " is not before --to " + to.get());
        }
        cameras = Set.copyOf(cameras);
    }

    /**
     * The whole name of an output topic, given with or without the prefix.
     *
     * @throws IllegalArgumentException when it can't be a topic's, or is one of PoseStream's own
     */
    public static String output(Topics topics, String name) {
        String whole = topics.named(name);
        if (topics.all().contains(whole)) {
            throw new IllegalArgumentException("output " + whole + " is one of PoseStream's own topics; expected another, such as poses-v2");
        }
        return whole;
    }

    /** Consumer group of this backfill and the beginning of the names of its internal topics. */
    public String applicationId() {
        String all = String.join("\n", List.of(output, from.map(Instant::toString).orElse(""), to.map(Instant::toString).orElse(""),
                new TreeSet<>(cameras).toString(), how));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(UTF_8));
            return baseId + "-backfill-" + HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
