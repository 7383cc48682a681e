package dev.posestream.evaluation.capacity;

import java.util.Locale;

/** A plan as text: first why it will not do, if so; then each line with its arithmetic; last what is needed, if anything will do. */
public final class PlanText {

    private PlanText() {}

    public static String of(CapacityPlan plan) {
        StringBuilder text = new StringBuilder();
        MeasuredMachine machine = plan.machine();
        plan.problems().forEach(problem -> text.append(String.format(Locale.ROOT, "IT WILL NOT DO: %s.%n%n", problem)));
        text.append(String.format(Locale.ROOT, "Measured on %s, %d cores, %s, at %s. MB and GB are powers of 2, as in the settings.%n", machine.processor(),
                machine.cores(), machine.models(), machine.date()));
        for (Section section : plan.sections()) {
            text.append(String.format(Locale.ROOT, "%n%s%n", section.title()));
            section.lines().forEach(line -> text.append(String.format(Locale.ROOT, "  %-54s %s%n", line.name(), line.sum())));
        }
        if (plan.problems().isEmpty()) {
            text.append(String.format(Locale.ROOT, "%nNeeded, of machines like this: %d for ingest, %d for analyze, %d or more brokers with %s GB of disk in all%n", plan.ingest(),
                    plan.analyze(), plan.brokers(), Amount.of(plan.diskGb())));
        }
        if (plan.oneMachine()) {
            text.append(String.format(Locale.ROOT, "Or one machine like this for all of it, with 'posestream run', where the data needs no copies on others%n"));
        }
        return text.toString();
    }
}
