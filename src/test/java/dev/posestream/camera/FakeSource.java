package dev.posestream.camera;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A source that does as a test says. By default: pictures without end, as fast as they are taken. */
class FakeSource implements CameraSource {

    static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8};

    final AtomicInteger closed = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    volatile boolean aborted;

    @Override
    public void open() throws CameraException {}

    @Override
    public Optional<Picture> read() throws CameraException {
        if (aborted) {
            throw new CameraException("stopped");
        }
        long now = WallClock.nowUs();
        return Optional.of(new Picture(now, now, 2, 2, JPEG));
    }

    /** Comes out of the past where it is told to. */
    boolean replaying;

    @Override
    public boolean replaying() {
        return replaying;
    }

    /** Blocks as a call into the system does: nothing but {@link #letGo} ends it. */
    final void hang() {
        boolean interrupted = false;
        while (true) {
            try {
                never.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    final void letGo() {
        never.countDown();
    }

    @Override
    public void abort() {
        aborted = true;
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
