package dev.posestream.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * How far the frames of a camera's last sessions have been handled, the latest session last. More than one, because
 * frames that are delivered again may be of a session before the present one.
 */
public record Handled(List<UpTo> sessions) {

    /** @param seq number of the last frame of that session that has been handled */
    public record UpTo(String session, long seq) {}

    public static final Handled NOTHING = new Handled(List.of());

    private static final int MOST_SESSIONS = 8;

    public Handled {
        sessions = List.copyOf(sessions);
    }

    public boolean includes(String session, long seq) {
        return sessions.stream().anyMatch(upTo -> upTo.session().equals(session) && seq <= upTo.seq());
    }

    public Handled and(String session, long seq) {
        if (includes(session, seq)) {
            return this;
        }
        List<UpTo> now = new ArrayList<>(sessions);
        now.removeIf(upTo -> upTo.session().equals(session));
        now.add(new UpTo(session, seq));
        return new Handled(now.subList(Math.max(0, now.size() - MOST_SESSIONS), now.size()));
    }
}
