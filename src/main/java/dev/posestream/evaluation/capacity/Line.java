package dev.posestream.evaluation.capacity;

/**
 * One step of the arithmetic.
 *
 * @param name       what is calculated
 * @param arithmetic how, with the numbers in it
 * @param value      what comes out, not rounded
 * @param unit       of the value; may be empty
 */
public record Line(String name, String arithmetic, double value, String unit) {

    /** The arithmetic with what comes of it. */
    public String sum() {
        return (arithmetic.isEmpty() ? "" : arithmetic + " = ") + Amount.of(value) + (unit.isEmpty() ? "" : " " + unit);
    }
}
