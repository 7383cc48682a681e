package dev.posestream.network;

import dev.posestream.network.ModelDescription.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The input of a person network that gives centres: N×3×height×width, outputs {@code centers} N×1×height/4×width/4 and
 * {@code sizes} N×4×height/4×width/4.
 *
 * @param height of the picture in pixels, a multiple of 32; 0 where any will do
 * @param width  of the picture in pixels, a multiple of 32; 0 where any will do
 */
public record PersonShape(int height, int width) {

    /** Sides of a picture are multiples of it. */
    public static final int MULTIPLE = 32;

    /** Pixels of the picture to a cell of the outputs. */
    public static final int STRIDE = 4;

    private static final String EXPECTED = "[batch, 3, height, width], height and width free or multiples of " + MULTIPLE;

    /** @throws BadModelException when the graph does not fit the description; it names everything that does not */
    public static PersonShape of(OnnxFile model, ModelDescription description) throws BadModelException {
        if (description.task() != Task.PERSON) {
            throw new BadModelException(model.name(), List.of("it finds '" + description.task().label()
                    + "' by its metadata, expected a person model"));
        }
        List<String> problems = new ArrayList<>();
        Optional<TensorInfo> input = ImageInput.of(model, EXPECTED, problems);
        input.filter(i -> !isMultiple(i, 2) || !isMultiple(i, 3)).ifPresent(i ->
                problems.add("input " + i + " has sides that are no multiples of " + MULTIPLE + ", expected " + EXPECTED));
        checkOutput(model, input, "centers", 1, problems);
        checkOutput(model, input, "sizes", 4, problems);
        if (!problems.isEmpty()) {
            throw new BadModelException(model.name(), problems);
        }
        return new PersonShape(fixed(input.orElseThrow(), 2), fixed(input.orElseThrow(), 3));
    }

    @Override
    public String toString() {
        return side(height) + "x" + side(width);
    }

    private static String side(int pixels) {
        return pixels == 0 ? "any" : String.valueOf(pixels);
    }

    private static void checkOutput(OnnxFile model, Optional<TensorInfo> input, String name, int channels,
                                    List<String> problems) {
        String expected = name + ": float [batch, " + channels + ", height/" + STRIDE + ", width/" + STRIDE + "]";
        Optional<TensorInfo> found = model.outputs().stream().filter(o -> o.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            problems.add("it has no output '" + name + "' among " + model.outputs() + ", expected " + expected);
            return;
        }
        TensorInfo output = found.get();
        boolean fits = output.isFloat() && output.rank() == 4 && output.size(1) == channels
                && input.map(i -> isQuarter(i, output, 2) && isQuarter(i, output, 3)).orElse(true);
        if (!fits) {
            problems.add("output " + output + " has the wrong shape, expected " + expected);
        }
    }

    private static boolean isMultiple(TensorInfo tensor, int axis) {
        return tensor.isFree(axis) || tensor.size(axis) % MULTIPLE == 0;
    }

    private static boolean isQuarter(TensorInfo input, TensorInfo output, int axis) {
        return input.isFree(axis) || output.isFree(axis) || input.size(axis) == output.size(axis) * STRIDE;
    }

    private static int fixed(TensorInfo tensor, int axis) {
        return tensor.isFree(axis) ? 0 : Math.toIntExact(tensor.size(axis));
    }
}
