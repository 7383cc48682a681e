package dev.posestream.camera;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;

/**
 * Ends FFmpeg's blocking calls: at a deadline, or when told to. FFmpeg asks for it every 100 ms or so while it waits.
 *
 * <p>JavaCPP makes only ten instances of a callback, so that all sources share one, and the context's {@code opaque}
 * says who is asking.
 */
final class Interrupt implements AutoCloseable {

    private static final Map<Long, Interrupt> ACTIVE = new ConcurrentHashMap<>();
    private static final AtomicLong IDS = new AtomicLong();
    /** Referenced for good: native code holds only its address. */
    private static final Callback CALLBACK = new Callback();

    private final long id = IDS.incrementAndGet();
    private volatile long deadlineNanos = Long.MAX_VALUE;
    private volatile boolean bounded;
    private volatile boolean aborted;

    Interrupt() {
        ACTIVE.put(id, this);
    }

    void attach(AVFormatContext context) {
        context.interrupt_callback().callback(CALLBACK).opaque(new Token(id));
    }

    /** From now on calls may take this long in all. */
    void renew(Duration timeout) {
        deadlineNanos = System.nanoTime() + timeout.toNanos();
        bounded = true;
    }

    void abort() {
        aborted = true;
    }

    boolean aborted() {
        return aborted;
    }

    boolean expired() {
        return bounded && System.nanoTime() - deadlineNanos >= 0;
    }

    @Override
    public void close() {
        ACTIVE.remove(id);
    }

    /** A number dressed as an address; never followed. */
    private static final class Token extends Pointer {
        Token(long id) {
            address = id;
        }
    }

    private static final class Callback extends AVIOInterruptCB.Callback_Pointer {
        @Override
        public int call(Pointer opaque) {
            Interrupt interrupt = opaque == null ? null : ACTIVE.get(opaque.address());
            return interrupt == null || interrupt.aborted || interrupt.expired() ? 1 : 0;
        }
    }
}
