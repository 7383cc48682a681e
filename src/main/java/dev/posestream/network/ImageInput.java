package dev.posestream.network;

import java.util.List;
import java.util.Optional;

/** Checks what pose and person networks have in common: one input, a batch of RGB pictures. */
final class ImageInput {

    private ImageInput() {}

    /** @return the input, where its rank and channels are as they must be; otherwise the problems say what is wrong */
    static Optional<TensorInfo> of(OnnxFile model, String expected, List<String> problems) {
        if (model.inputs().size() != 1) {
            problems.add("it has " + model.inputs().size() + " inputs " + model.inputs() + ", expected one: " + expected);
            return Optional.empty();
        }
        TensorInfo input = model.inputs().get(0);
        int before = problems.size();
        if (!input.isFloat()) {
            problems.add("input " + input + " is of type " + input.elementType() + ", expected float");
        }
        if (input.rank() != 4) {
            problems.add("input " + input + " has " + input.rank() + " dimensions, expected 4: " + expected);
            return Optional.empty();
        }
        if (!input.isFree(0) && input.size(0) != 1) {
            problems.add("input " + input + " takes batches of exactly " + input.size(0)
                    + ", expected a free batch dimension, or 1: " + expected);
        }
        if (input.size(1) != 3) {
            problems.add("input " + input + " has " + (input.isFree(1) ? "a free number of" : input.size(1))
                    + " channels, expected 3 (R, G, B): " + expected);
        }
        return problems.size() == before ? Optional.of(input) : Optional.empty();
    }
}
