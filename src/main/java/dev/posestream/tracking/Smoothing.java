package dev.posestream.tracking;

import java.util.Arrays;
import java.util.function.Supplier;

/** The ways of smoothing, by the names that configuration uses. */
public enum Smoothing {
    OFF("off", NoSmoothing::new),
    ONE_EURO("one-euro", OneEuroSmoother::new),
    KALMAN("kalman", KalmanSmoother::new);

    private final String label;
    private final Supplier<Smoother> factory;

    Smoothing(String label, Supplier<Smoother> factory) {
        this.label = label;
        this.factory = factory;
    }

    /** The name in configuration, such as {@code one-euro}. */
    public String label() {
        return label;
    }

    /** A smoother with the default settings. */
    public Smoother smoother() {
        return factory.get();
    }

    /** @throws IllegalArgumentException when there is none of that name; the message lists those there are */
    public static Smoothing named(String label) {
        return Arrays.stream(values()).filter(s -> s.label.equals(label)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("smoothing '" + label + "' is not known; expected one of "
                        + Arrays.stream(values()).map(Smoothing::label).toList()));
    }
}
