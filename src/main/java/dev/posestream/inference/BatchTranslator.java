package dev.posestream.inference;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.nio.FloatBuffer;
import java.util.List;

/** A whole batch in, its outputs out. */
final class BatchTranslator implements Translator<BatchTranslator.Batch, List<FloatBuffer>> {

    record Batch(FloatBuffer input, Shape shape) {}

    @Override
    public NDList processInput(TranslatorContext context, Batch batch) {
        return new NDList(context.getNDManager().create(batch.input(), batch.shape()));
    }

    @Override
    public List<FloatBuffer> processOutput(TranslatorContext context, NDList outputs) {
        return outputs.stream().map(output -> output.toByteBuffer().asFloatBuffer()).toList();
    }

    @Override
    public Batchifier getBatchifier() {
        return null;
    }
}
