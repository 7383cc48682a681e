package dev.posestream.evaluation.accuracy;

import dev.posestream.evaluation.annotation.AnnotationException;
import dev.posestream.inference.InferenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Does the same with many things, several at a time. */
final class SideBySide {

    interface Step<T, R> {
        R of(T item) throws AnnotationException, InferenceException;
    }

    private SideBySide() {}

    /**
     * Stops at the first failure.
     *
     * @return what came of each, in order
     */
    static <T, R> List<R> each(List<T> items, int threads, Step<T, R> step, Progress.Work work)
            throws AnnotationException, InferenceException, InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<R>> pending = new ArrayList<>(items.size());
            for (T item : items) {
                pending.add(executor.submit(() -> {
                    R result = step.of(item);
                    work.step();
                    return result;
                }));
            }
            List<R> results = new ArrayList<>(items.size());
            for (Future<R> one : pending) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            executor.shutdownNow();
            executor.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private static RuntimeException failure(Throwable cause) throws AnnotationException, InferenceException {
        if (cause instanceof AnnotationException e) {
            throw e;
        }
        if (cause instanceof InferenceException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        throw (RuntimeException) cause;
    }
}
