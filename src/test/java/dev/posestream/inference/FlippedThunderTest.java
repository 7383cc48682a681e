package dev.posestream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.posestream.network.ModelCatalog;
import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Skeleton;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** A network under the flip test keeps to the contract, and sees no difference between left and right any more. */
class FlippedThunderTest extends PoseEstimatorContract {

    private static final int SIDE = 320;
    private static final int CROP = 256;

    @Override
    protected PoseEstimator open() throws Exception {
        return BundledNetworks.pose(ModelCatalog.open(ModelCatalog.DEFAULT_POSE), true);
    }

    @Test
    void aMirroredPictureGivesTheMirroredPose() throws Exception {
        byte[] picture = TestPictures.figure("png");
        try (PoseEstimator estimator = open(); Image image = Image.decode(picture); Image mirrored = Image.decode(mirror(picture))) {
            // One pixel of the picture to one of the crop: columns 32 to 287, which are each other's mirror images.
            double side = CROP / estimator.model().padding();
            Box box = new Box(SIDE / 2.0 - side / 2, SIDE / 2.0 - side / 2, side, side);
            List<Keypoint> pose = estimator.estimate(image, List.of(box)).get(0);
            List<Keypoint> other = estimator.estimate(mirrored, List.of(box)).get(0);
            for (int k = 0; k < pose.size(); k++) {
                Keypoint twin = other.get(Skeleton.COCO17.mirror().get(k));
                assertThat(twin.x()).isCloseTo(SIDE - pose.get(k).x(), within(1e-6));
                assertThat(twin.y()).isCloseTo(pose.get(k).y(), within(1e-6));
                assertThat(twin.score()).isCloseTo(pose.get(k).score(), within(1e-6));
            }
        }
    }

    private static byte[] mirror(byte[] png) throws Exception {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        BufferedImage mirrored = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                mirrored.setRGB(picture.getWidth() - 1 - x, y, picture.getRGB(x, y));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(mirrored, "png", out);
        return out.toByteArray();
    }
}
