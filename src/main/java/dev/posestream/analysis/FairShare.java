package dev.posestream.analysis;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Shares what a worker can analyse among its cameras while it can't analyse all they send; common to all its threads.
 *
 * <p>It acts from when frames keep coming too late until they wait no longer and none is held back, and so costs no frame while a
 * worker only makes up for a stall. While it acts, each camera gets its share by max-min fairness, weighted by priority, of what
 * the worker lately analysed and a little more, as frames evenly spaced: the idea of core-stateless fair queueing (Stoica,
 * Shenker and Zhang, SIGCOMM 1998), which drops by rate at the head of a plain queue. A queue whose frames wait long gets less,
 * so that it becomes shorter; where no queue is left, all get more until there is one. Where the threads do not hold each other
 * up, giving to one what another leaves is not possible, and each shares out its own.
 */
public final class FairShare {

    /** In parts of the greatest age; from here on a queue is shortened. */
    private static final double WANTED_WAIT = 0.25;
    private static final double LEAST_PART = 0.05;
    private static final int TICKS = 20;
    private static final long FORGOTTEN_US = 2 * OfferedLoad.MOST_PAUSE_US;

    private final long maxAgeUs;
    private final LongSupplier clockUs;
    private final Map<String, ServingThread> threads = new TreeMap<>();
    private final Map<String, OfferedLoad> cameras = new HashMap<>();
    private final Supply supply;
    private final Parallelism parallelism;
    private long analysed;
    private long tickedUs;
    private boolean sharing;
    private long waitedUs;
    private long heldBackUs;

    /**
     * @param maxAge  how long a frame may wait
     * @param clockUs microseconds since whenever; one that never jumps
     */
    public FairShare(Duration maxAge, LongSupplier clockUs) {
        this.maxAgeUs = maxAge.toNanos() / 1000;
        this.clockUs = clockUs;
        this.tickedUs = clockUs.getAsLong();
        this.supply = new Supply(tickedUs);
        this.parallelism = new Parallelism(tickedUs);
    }

    /** A queue of this worker, served by that thread. */
    synchronized Lane open(String threadName) {
        long now = clockUs.getAsLong();
        ServingThread thread = threads.computeIfAbsent(threadName, name -> new ServingThread(name, now));
        Lane lane = new Lane(thread, maxAgeUs, now);
        thread.lanes().add(lane);
        return lane;
    }

    synchronized void close(Lane lane) {
        ServingThread thread = lane.thread();
        rest(thread, clockUs.getAsLong(), false);
        thread.lanes().remove(lane);
        if (thread.lanes().isEmpty()) {
            threads.remove(thread.name(), thread);
        }
    }

    /** A frame's turn came too late. */
    synchronized void late(Lane lane, String camera, int priority, long capturedUs, long waitUs) {
        long now = clockUs.getAsLong();
        OfferedLoad load = see(lane, camera, priority, capturedUs, waitUs, now);
        lane.late(now, analysed);
        load.pass(lane.level());
    }

    /** Whether a frame whose turn has come in time is to be analysed. */
    synchronized boolean admits(Lane lane, String camera, int priority, long capturedUs, long waitUs) {
        long now = clockUs.getAsLong();
        OfferedLoad load = see(lane, camera, priority, capturedUs, waitUs, now);
        if (!load.take(lane.level())) {
            heldBackUs = now;
            return false;
        }
        lane.thread().busy(true, now);
        parallelism.begun(now);
        return true;
    }

    /** A live frame of that queue has been analysed. */
    synchronized void analysed(Lane lane) {
        long now = clockUs.getAsLong();
        rest(lane.thread(), now, true);
        lane.thread().supply().analysed(now);
        supply.analysed(now);
        analysed++;
    }

    /** Whether cameras are held to their shares at present. */
    synchronized boolean sharing() {
        return sharing;
    }

    /** How many cameras it knows of. */
    synchronized int cameras() {
        return cameras.size();
    }

    private void rest(ServingThread thread, long now, boolean completed) {
        if (thread.busy()) {
            thread.busy(false, now);
            parallelism.ended(now, completed);
        }
    }

    private OfferedLoad see(Lane lane, String camera, int priority, long capturedUs, long waitUs, long now) {
        rest(lane.thread(), now, false);
        if (now - tickedUs >= maxAgeUs / TICKS) {
            tick(now);
        }
        lane.waited(waitUs, now);
        OfferedLoad load = cameras.computeIfAbsent(camera, c -> new OfferedLoad());
        load.seen(lane, priority, capturedUs, now);
        return load;
    }

    private void tick(long now) {
        double seconds = (now - tickedUs) / 1e6;
        tickedUs = now;
        cameras.values().removeIf(camera -> camera.silentUs(now) > FORGOTTEN_US);
        threads.values().forEach(thread -> {
            thread.tick(seconds, now);
            // It looks into all its queues in turn, and where it had the time for it, the one without frames is empty.
            long patienceUs = thread.hardlyBusy() ? maxAgeUs / 4 : 2 * maxAgeUs;
            thread.lanes().forEach(lane -> lane.tick(seconds, now, patienceUs));
            thread.supply().tick(seconds, thread.idle());
        });
        boolean idle = threads.values().stream().allMatch(ServingThread::idle);
        supply.tick(seconds, idle);
        if (!idle) {
            waitedUs = now;
        }
        List<OfferedLoad> present = cameras.values().stream().filter(camera -> camera.silentUs(now) < camera.patienceUs()).toList();
        if (!sharing) {
            double offered = present.stream().mapToDouble(camera -> camera.demand().rate()).sum();
            sharing = lanes().anyMatch(lane -> lane.overloaded(now, analysed, offered));
            heldBackUs = now;
        } else {
            sharing = now - Math.max(waitedUs, heldBackUs) <= maxAgeUs;
        }
        share(present, now);
    }

    private void share(List<OfferedLoad> present, long now) {
        if (!sharing) {
            lanes().forEach(lane -> lane.level(Double.POSITIVE_INFINITY));
        } else if (parallelism.independent()) {
            for (ServingThread thread : threads.values()) {
                share(thread, level(present.stream().filter(camera -> camera.lane().thread() == thread)), thread.supply(), now);
            }
        } else {
            WaterLevel level = level(present.stream());
            threads.values().forEach(thread -> share(thread, level, supply, now));
        }
    }

    private static WaterLevel level(Stream<OfferedLoad> cameras) {
        return new WaterLevel(cameras.map(OfferedLoad::demand).toList());
    }

    private static void share(ServingThread thread, WaterLevel level, Supply supply, long now) {
        double part = Math.max(LEAST_PART, Math.min(1, (1 - thread.waitPart()) / (1 - WANTED_WAIT)));
        double each = level.of(part * supply.perSecond(now));
        thread.lanes().forEach(lane -> lane.level(each));
    }

    private Stream<Lane> lanes() {
        return threads.values().stream().flatMap(thread -> thread.lanes().stream());
    }
}
