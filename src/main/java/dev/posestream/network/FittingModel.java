package dev.posestream.network;

/**
 * A model whose graph fits its description, so that it can be run.
 *
 * @param shape a {@link PoseShape} or a {@link PersonShape}, by the description's task
 */
public record FittingModel(OnnxFile file, ModelDescription description, Record shape) {

    /** @throws BadModelException when the model is not described, or its graph does not fit; it names everything that does not */
    public static FittingModel of(OnnxFile file) throws BadModelException {
        ModelDescription description = file.description();
        return new FittingModel(file, description, switch (description.task()) {
            case POSE -> PoseShape.of(file, description);
            case PERSON -> PersonShape.of(file, description);
        });
    }

    @Override
    public String toString() {
        return description.name() + ", " + shape;
    }
}
