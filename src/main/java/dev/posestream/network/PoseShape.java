package dev.posestream.network;

import dev.posestream.network.ModelDescription.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sizes of a pose network that gives heatmaps: input N×3×height×width, output N×keypoints×rows×columns.
 *
 * @param height    of a crop, pixels
 * @param width     of a crop, pixels
 * @param keypoints number of heatmaps
 * @param rows      of a heatmap, cells
 * @param columns   of a heatmap, cells
 */
public record PoseShape(int height, int width, int keypoints, int rows, int columns) {

    private static final String EXPECTED = "[batch, 3, height, width] with a fixed height and width";

    /** @throws BadModelException when the graph does not fit the description; it names everything that does not */
    public static PoseShape of(OnnxFile model, ModelDescription description) throws BadModelException {
        if (description.task() != Task.POSE) {
            throw new BadModelException(model.name(), List.of("it finds '" + description.task().label()
                    + "' by its metadata, expected a pose model"));
        }
        List<String> problems = new ArrayList<>();
        Optional<TensorInfo> input = ImageInput.of(model, EXPECTED, problems);
        input.filter(i -> i.isFree(2) || i.isFree(3)).ifPresent(i ->
                problems.add("input " + i + " leaves its height or width free, expected " + EXPECTED));
        Optional<TensorInfo> output = heatmaps(model, description.skeleton().orElseThrow().size(), problems);
        if (problems.isEmpty()) {
            checkStride(input.orElseThrow(), output.orElseThrow(), problems);
        }
        if (!problems.isEmpty()) {
            throw new BadModelException(model.name(), problems);
        }
        TensorInfo in = input.orElseThrow();
        TensorInfo out = output.orElseThrow();
        return new PoseShape(Math.toIntExact(in.size(2)), Math.toIntExact(in.size(3)), Math.toIntExact(out.size(1)),
                Math.toIntExact(out.size(2)), Math.toIntExact(out.size(3)));
    }

    @Override
    public String toString() {
        return height + "x" + width + ", " + keypoints + " keypoints";
    }

    private static Optional<TensorInfo> heatmaps(OnnxFile model, int keypoints, List<String> problems) {
        String expected = "[batch, " + keypoints + ", rows, columns], a heatmap for each keypoint of the skeleton";
        if (model.outputs().size() != 1) {
            problems.add("it has " + model.outputs().size() + " outputs " + model.outputs() + ", expected one: " + expected);
            return Optional.empty();
        }
        TensorInfo output = model.outputs().get(0);
        if (!output.isFloat() || output.rank() != 4) {
            problems.add("output " + output + " has " + output.rank() + " dimensions of type " + output.elementType()
                    + ", expected 4 of type float: " + expected);
            return Optional.empty();
        }
        int before = problems.size();
        if (output.size(1) != keypoints) {
            problems.add("output " + output + " has " + (output.isFree(1) ? "a free number of" : output.size(1))
                    + " heatmaps, expected " + keypoints + ": " + expected);
        }
        if (output.isFree(2) || output.isFree(3)) {
            problems.add("output " + output + " leaves its rows or columns free, expected " + expected);
        }
        return problems.size() == before ? Optional.of(output) : Optional.empty();
    }

    private static void checkStride(TensorInfo input, TensorInfo output, List<String> problems) {
        for (int axis = 2; axis < 4; axis++) {
            if (input.size(axis) % output.size(axis) != 0) {
                problems.add("output " + output + " does not divide input " + input
                        + " into whole cells, expected a heatmap whose cells are a whole number of pixels");
                return;
            }
        }
    }
}
