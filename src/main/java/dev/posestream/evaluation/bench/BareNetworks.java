package dev.posestream.evaluation.bench;

import dev.posestream.camera.Picture;
import dev.posestream.evaluation.bench.InputTensors.Source;
import dev.posestream.inference.BadImageException;
import dev.posestream.inference.Detection;
import dev.posestream.inference.Device;
import dev.posestream.inference.Image;
import dev.posestream.inference.InferenceException;
import dev.posestream.inference.InferenceSettings;
import dev.posestream.inference.Networks;
import dev.posestream.network.BadModelException;
import dev.posestream.network.ModelCatalog;
import dev.posestream.network.ModelDescription;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.PersonShape;
import dev.posestream.network.PoseShape;
import dev.posestream.pose.Box;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The two networks without anything around them. */
final class BareNetworks implements AutoCloseable {

    private static final int SAMPLES = 32;

    private final BareNetwork person;
    private final BareNetwork pose;
    private final List<Integer> batches;

    private BareNetworks(BareNetwork person, BareNetwork pose, List<Integer> batches) {
        this.person = person;
        this.pose = pose;
        this.batches = batches;
    }

    /** @param networks the same, as the analysis runs them; they tell where people are in the clip */
    static BareNetworks open(InferenceSettings settings, Networks networks, Clip clip)
            throws BenchException, BadModelException, InferenceException, IOException {
        OnnxFile personFile = ModelCatalog.open(settings.personModel());
        OnnxFile poseFile = ModelCatalog.open(settings.poseModel());
        List<Picture> samples = samples(clip);
        InputTensors pictures = pictures(samples, personFile, settings);
        InputTensors crops = crops(samples, poseFile, networks);

        BareNetwork person = new BareNetwork(personFile, networks.device(), pictures);
        try {
            List<Integer> batches = networks.device().kind() == Device.Kind.GPU ? List.of(8, 32) : List.of(1, 4);
            return new BareNetworks(person, new BareNetwork(poseFile, networks.device(), crops), batches);
        } catch (BenchException e) {
            person.close();
            throw e;
        }
    }

    BareNetwork person() {
        return person;
    }

    BareNetwork pose() {
        return pose;
    }

    /** Batch sizes of the pose network of which one is the fastest here. */
    List<Integer> batches() {
        return batches;
    }

    private static List<Picture> samples(Clip clip) {
        List<Picture> samples = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            samples.add(clip.pictures().get(i * clip.pictures().size() / SAMPLES));
        }
        return samples;
    }

    private static InputTensors pictures(List<Picture> samples, OnnxFile model, InferenceSettings settings)
            throws BadModelException, BenchException {
        ModelDescription description = model.description();
        PersonShape shape = PersonShape.of(model, description);
        Picture first = samples.get(0);
        double scale = (double) settings.detectorSide() / Math.max(first.width(), first.height());
        int height = shape.height() > 0 ? shape.height() : side(first.height() * scale);
        int width = shape.width() > 0 ? shape.width() : side(first.width() * scale);
        List<Source> whole = samples.stream().map(p -> new Source(p, new Box(0, 0, p.width(), p.height()))).toList();
        return InputTensors.of(whole, description, height, width);
    }

    private static int side(double pixels) {
        return (int) Math.ceil(Math.max(1, Math.round(pixels)) / (double) PersonShape.MULTIPLE) * PersonShape.MULTIPLE;
    }

    private static InputTensors crops(List<Picture> samples, OnnxFile model, Networks networks)
            throws BadModelException, BenchException, InferenceException {
        ModelDescription description = model.description();
        PoseShape shape = PoseShape.of(model, description);
        List<Source> people = new ArrayList<>();
        for (Picture picture : samples) {
            try (Image image = Image.decode(picture.jpeg())) {
                for (Detection found : networks.personDetector().detect(image)) {
                    people.add(new Source(picture, crop(found.box(), shape, description.padding())));
                }
            } catch (BadImageException e) {
                throw new BenchException(e.getMessage(), e);
            }
        }
        if (people.isEmpty()) {
            samples.forEach(p -> people.add(new Source(p, new Box(0, 0, p.width(), p.height()))));
        }
        List<Source> enough = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            enough.add(people.get(i % people.size()));
        }
        return InputTensors.of(enough, description, shape.height(), shape.width());
    }

    private static Box crop(Box person, PoseShape shape, double padding) {
        double pixel = Math.max(1e-3, Math.max(person.width() / shape.width(), person.height() / shape.height()) * padding);
        double width = pixel * shape.width();
        double height = pixel * shape.height();
        return new Box(person.centerX() - width / 2, person.centerY() - height / 2, width, height);
    }

    @Override
    public void close() {
        pose.close();
        person.close();
    }
}
