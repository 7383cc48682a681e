package dev.posestream.evaluation.chaos;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;

/** Which faults strike: each of a list once, or drawn at random until a time is over. */
public final class FaultOrder {

    private FaultOrder() {}

    /** @throws IllegalArgumentException when one of the names is not known */
    public static Iterator<Fault> once(List<String> names, RandomGenerator random) {
        return chosen(names, random).iterator();
    }

    /** @param names to draw from; all when empty */
    public static Iterator<Fault> atRandom(List<String> names, Duration time, RandomGenerator random) {
        List<Fault> faults = chosen(names, random);
        return new Iterator<>() {

            private long end;

            @Override
            public boolean hasNext() {
                long now = System.nanoTime();
                end = end == 0 ? now + time.toNanos() : end;
                return now < end;
            }

            @Override
            public Fault next() {
                return faults.get(random.nextInt(faults.size()));
            }
        };
    }

    /** A line for each that there is. */
    public static List<String> descriptions() {
        return new Faults(RandomGenerator.getDefault()).every().stream().map(fault -> "%-17s %s".formatted(fault.name(), fault.tells())
                + Faults.missing(fault).map(needs -> "; left out here: " + needs).orElse("")).toList();
    }

    private static List<Fault> chosen(List<String> names, RandomGenerator random) {
        Faults faults = new Faults(random);
        return names.isEmpty() ? faults.all() : faults.named(names);
    }
}
