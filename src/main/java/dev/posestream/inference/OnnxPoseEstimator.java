package dev.posestream.inference;

import dev.posestream.network.ModelDescription;
import dev.posestream.network.PoseShape;
import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Skeleton;
import java.util.ArrayList;
import java.util.List;

/** Top-down pose estimation: crops each person, runs the crops in shared batches, reads a heatmap per keypoint. Owns its network. */
final class OnnxPoseEstimator implements PoseEstimator {

    private final ModelDescription model;
    private final PoseShape shape;
    private final Skeleton skeleton;
    private final CropInput input;
    private final PeakDecoder decoder;
    private final BatchingNetwork network;

    OnnxPoseEstimator(ModelDescription model, PoseShape shape, BatchingNetwork network) {
        this.model = model;
        this.shape = shape;
        this.network = network;
        skeleton = model.skeleton().orElseThrow();
        input = new CropInput(model, shape.width(), shape.height());
        decoder = PeakDecoder.of(model.decoder());
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
        List<float[][]> outputs = network.run(crops.size(), shape.height(), shape.width(),
                (i, pixels) -> input.write(image, crops.get(i), pixels));
        List<List<Keypoint>> poses = new ArrayList<>(crops.size());
        for (int i = 0; i < crops.size(); i++) {
            poses.add(keypoints(outputs.get(i)[0], crops.get(i)));
        }
        return poses;
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
