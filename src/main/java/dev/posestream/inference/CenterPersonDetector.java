package dev.posestream.inference;

import dev.posestream.network.ModelDescription;
import dev.posestream.network.PersonShape;
import dev.posestream.pose.Box;
import java.util.List;

/** Finds people as centres with distances to their box's sides, in the letterboxed image. Owns its network. */
final class CenterPersonDetector implements PersonDetector {

    private final ModelDescription model;
    private final PersonShape shape;
    private final int longSide;
    private final Outputs outputs;
    private final LetterboxInput input;
    private final CenterDecoder decoder;
    private final BatchingNetwork network;

    /** Where in the graph's outputs its two maps are. */
    record Outputs(int centers, int sizes) {}

    CenterPersonDetector(ModelDescription model, PersonShape shape, int longSide, Outputs outputs, CenterDecoder decoder,
                         BatchingNetwork network) {
        this.model = model;
        this.shape = shape;
        this.longSide = longSide;
        this.outputs = outputs;
        this.decoder = decoder;
        this.network = network;
        input = new LetterboxInput(model);
    }

    @Override
    public ModelDescription model() {
        return model;
    }

    @Override
    public List<Detection> detect(Image image) throws InferenceException {
        Letterbox letterbox = letterbox(image);
        float[][] maps = network.run(1, letterbox.height(), letterbox.width(),
                (i, pixels) -> input.write(image, letterbox, pixels)).get(0);
        return decoder.decode(maps[outputs.centers()], maps[outputs.sizes()],
                        letterbox.height() / PersonShape.STRIDE, letterbox.width() / PersonShape.STRIDE).stream()
                .map(found -> new Detection(inImage(found.box(), letterbox, image), found.score()))
                .filter(found -> found.box().area() > 0)
                .toList();
    }

    private Letterbox letterbox(Image image) {
        if (shape.height() == 0 && shape.width() == 0) {
            return Letterbox.withLongSide(image.width(), image.height(), longSide, PersonShape.MULTIPLE);
        }
        int width = shape.width() == 0 ? longSide : shape.width();
        int height = shape.height() == 0 ? longSide : shape.height();
        return Letterbox.into(image.width(), image.height(), width, height);
    }

    private static Box inImage(Box box, Letterbox letterbox, Image image) {
        return letterbox.toImage(box).clippedTo(image.width(), image.height());
    }

    @Override
    public void close() {
        network.close();
    }
}
