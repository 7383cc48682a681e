package dev.posestream.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where items gather and workers take batches of them. A worker takes what there is, but leaves idle colleagues their
 * share; it waits for more only while somebody is known to be preparing some, and no longer than a bound.
 */
final class BatchQueue {

    private final int maxBatch;
    private final long maxWaitNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<BatchItem> waiting = new ArrayDeque<>();
    private int preparing;
    private int idle;
    private boolean closed;

    BatchQueue(int maxBatch, long maxWaitNanos) {
        this.maxBatch = maxBatch;
        this.maxWaitNanos = maxWaitNanos;
    }

    /** Somebody begins to prepare items; every call is followed by one of {@link #add} or {@link #abandon}. */
    void announce() {
        lock.lock();
        try {
            preparing++;
        } finally {
            lock.unlock();
        }
    }

    /** @return whether the items were taken; false once closed */
    boolean add(List<BatchItem> items) {
        lock.lock();
        try {
            preparing--;
            if (!closed) {
                waiting.addAll(items);
            }
            changed.signalAll();
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** What was announced will not come. */
    void abandon() {
        add(List.of());
    }

    /** @return the next batch, of equal shapes, in order of arrival; empty once closed */
    List<BatchItem> take() throws InterruptedException {
        lock.lock();
        try {
            idle++;
            try {
                gather();
                while (!closed && waiting.isEmpty()) {
                    changed.await();
                    gather();
                }
                return closed ? List.of() : nextBatch();
            } finally {
                idle--;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes and gives back what nobody has taken. */
    List<BatchItem> close() {
        lock.lock();
        try {
            closed = true;
            List<BatchItem> left = List.copyOf(waiting);
            waiting.clear();
            changed.signalAll();
            return left;
        } finally {
            lock.unlock();
        }
    }

    private void gather() throws InterruptedException {
        long left = maxWaitNanos;
        while (left > 0 && preparing > 0 && !closed && !waiting.isEmpty() && waiting.size() < maxBatch) {
            left = changed.awaitNanos(left);
        }
    }

    private List<BatchItem> nextBatch() {
        int share = Math.min(maxBatch, (waiting.size() + idle - 1) / idle);
        List<BatchItem> batch = new ArrayList<>(share);
        BatchItem first = waiting.peekFirst();
        for (var items = waiting.iterator(); items.hasNext() && batch.size() < share; ) {
            BatchItem item = items.next();
            if (item.fitsWith(first)) {
                batch.add(item);
                items.remove();
            }
        }
        return batch;
    }
}
