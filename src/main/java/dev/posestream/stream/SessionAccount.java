package dev.posestream.stream;

import java.util.BitSet;

/** What became of the frames of one capture run. Each set holds their numbers, counted from the first that is kept. */
final class SessionAccount {

    /** Frames of one session that can be told apart: seven weeks of 30 a second. */
    private static final long MOST = 1L << 27;

    private final BitSet published = new BitSet();
    private final BitSet ahead = new BitSet();
    private final BitSet analysed = new BitSet();
    private final BitSet dropped = new BitSet();
    private final BitSet buried = new BitSet();
    private long first = -1;
    private long deletions;
    private long deleted;
    private long redelivered;
    private long doubled;

    /**
     * @param ahead     whether the analysis has not come to it
     * @param deletions how often Kafka was seen to have deleted what was about to be read of its partition; the numbers that were deleted are no holes
     */
    void published(long seq, boolean ahead, long deletions) {
        if (first < 0) {
            first = seq;
        } else if (deletions > this.deletions) {
            deleted += Math.max(0, seq - last() - 1);
        }
        this.deletions = deletions;
        if (kept(seq)) {
            redelivered += published.get(index(seq)) ? 1 : 0;
            published.set(index(seq));
            this.ahead.set(index(seq), ahead);
        }
    }

    void analysed(long seq) {
        if (kept(seq)) {
            doubled += analysed.get(index(seq)) ? 1 : 0;
            analysed.set(index(seq));
        }
    }

    void dropped(long seq) {
        if (kept(seq)) {
            dropped.set(index(seq));
        }
    }

    void buried(long seq) {
        if (kept(seq)) {
            buried.set(index(seq));
        }
    }

    private boolean kept(long seq) {
        return first >= 0 && seq >= first && seq - first < MOST;
    }

    private int index(long seq) {
        return (int) (seq - first);
    }

    /** Number of the last published frame. */
    long last() {
        return first + published.length() - 1;
    }

    CameraAccount in(String camera) {
        if (published.isEmpty()) {
            return CameraAccount.nothing(camera);
        }
        BitSet open = (BitSet) published.clone();
        long withPose = take(analysed, open);
        long withDrop = take(dropped, open);
        long withDeadLetter = take(buried, open);
        long waiting = take(ahead, open);
        long holes = published.length() - published.cardinality() - deleted;
        return new CameraAccount(camera, 1, published.cardinality(), redelivered, withPose, withDrop, withDeadLetter, waiting, open.cardinality(),
                doubled, holes);
    }

    private static long take(BitSet kind, BitSet open) {
        int before = open.cardinality();
        open.andNot(kind);
        return before - open.cardinality();
    }
}
