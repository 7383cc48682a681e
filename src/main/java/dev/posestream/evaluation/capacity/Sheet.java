package dev.posestream.evaluation.capacity;

import java.util.ArrayList;
import java.util.List;

/** Where the arithmetic is written down while it is done. */
final class Sheet {

    private final String title;
    private final List<Line> lines = new ArrayList<>();

    Sheet(String title) {
        this.title = title;
    }

    /**
     * @param arithmetic with a {@code {}} for each operand
     * @return the value
     */
    double line(String name, double value, String unit, String arithmetic, double... operands) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (double operand : operands) {
            int hole = arithmetic.indexOf("{}", from);
            text.append(arithmetic, from, hole).append(Amount.of(operand));
            from = hole + 2;
        }
        lines.add(new Line(name, text.append(arithmetic.substring(from)).toString(), value, unit));
        return value;
    }

    Section section() {
        return new Section(title, lines);
    }
}
