package dev.posestream.evaluation.capacity;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as the plan writes them: four significant digits, so that a reader can calculate with them. */
final class Amount {

    static final double MB = 1 << 20;
    static final double GB = 1 << 30;
    private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_UP);

    private Amount() {}

    static String of(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        double whole = Math.rint(value);
        if (Math.abs(value) >= 1000 || value == whole) {
            return BigDecimal.valueOf(whole).toBigInteger().toString();
        }
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
