package dev.posestream.inference;

import dev.posestream.network.ModelDescription;
import dev.posestream.network.PoseShape;
import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Skeleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Top-down pose estimation: crops each person, runs the crops in shared batches, with a flip test their mirror images too, reads a
 * heatmap per keypoint. Owns its network.
 */
final class OnnxPoseEstimator implements PoseEstimator {

    private final ModelDescription model;
    private final PoseShape shape;
    private final Skeleton skeleton;
    private final CropInput input;
    private final PeakDecoder decoder;
    private final Optional<MirrorAverage> flipTest;
    private final BatchingNetwork network;

    OnnxPoseEstimator(ModelDescription model, PoseShape shape, boolean flipTest, BatchingNetwork network) {
        this.model = model;
        this.shape = shape;
        this.network = network;
        skeleton = model.skeleton().orElseThrow();
        input = new CropInput(model, shape.width(), shape.height());
        decoder = PeakDecoder.of(model.decoder());
        this.flipTest = flipTest ? Optional.of(new MirrorAverage(skeleton, shape, model.cellOffset())) : Optional.empty();
    }

    @Override
    public ModelDescription model() {
        return model;
    }

    @Override
    public Skeleton skeleton() {
        return skeleton;
    }

    @Override
    public List<List<Keypoint>> estimate(Image image, List<Box> people) throws InferenceException {
        List<AffineCrop> crops = people.stream()
                .map(box -> AffineCrop.around(box, shape.width(), shape.height(), model.padding())).toList();
        List<float[]> heatmaps = flipTest.isPresent() ? averaged(image, crops, flipTest.get()) : single(image, crops);
        List<List<Keypoint>> poses = new ArrayList<>(crops.size());
        for (int i = 0; i < crops.size(); i++) {
            poses.add(keypoints(heatmaps.get(i), crops.get(i)));
        }
        return poses;
    }

    private List<float[]> single(Image image, List<AffineCrop> crops) throws InferenceException {
        return network.run(crops.size(), shape.height(), shape.width(), (i, pixels) -> input.write(image, crops.get(i), pixels)).stream()
                .map(outputs -> outputs[0]).toList();
    }

    /** The crops and then their mirror images go through the network. */
    private List<float[]> averaged(Image image, List<AffineCrop> crops, MirrorAverage mirror) throws InferenceException {
        int people = crops.size();
        List<float[][]> outputs = network.run(2 * people, shape.height(), shape.width(), (i, pixels) -> {
            input.write(image, crops.get(i % people), pixels);
            if (i >= people) {
                mirror.mirror(pixels);
            }
        });
        return IntStream.range(0, people).mapToObj(i -> mirror.average(outputs.get(i)[0], outputs.get(people + i)[0])).toList();
    }

    private List<Keypoint> keypoints(float[] heatmaps, AffineCrop crop) {
        double cellWidth = (double) shape.width() / shape.columns();
        double cellHeight = (double) shape.height() / shape.rows();
        List<Keypoint> keypoints = new ArrayList<>(shape.keypoints());
        for (int k = 0; k < shape.keypoints(); k++) {
            Peak peak = decoder.decode(heatmaps, k * shape.rows() * shape.columns(), shape.rows(), shape.columns());
            keypoints.add(new Keypoint(crop.imageX((peak.x() + model.cellOffset()) * cellWidth),
                    crop.imageY((peak.y() + model.cellOffset()) * cellHeight), peak.score()));
        }
        return List.copyOf(keypoints);
    }

    @Override
    public void close() {
        network.close();
    }
}
