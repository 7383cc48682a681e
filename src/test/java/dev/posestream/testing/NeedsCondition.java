package dev.posestream.testing;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Disables what its {@link Needs} are not met for, with the reason. */
final class NeedsCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String missing = AnnotationSupport.findAnnotation(context.getElement(), Needs.class).stream()
                .flatMap(needs -> Arrays.stream(needs.value()))
                .map(Tool::missing)
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        return missing.isEmpty() ? ConditionEvaluationResult.enabled("") : ConditionEvaluationResult.disabled(missing);
    }
}
