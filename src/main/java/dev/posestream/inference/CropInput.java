package dev.posestream.inference;

import dev.posestream.network.ModelDescription;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Writes a crop of an image as a pose network's input; what lies outside the image is black. */
final class CropInput {

    private final PixelWriter writer;
    private final int width;
    private final int height;

    CropInput(ModelDescription model, int width, int height) {
        writer = new PixelWriter(model);
        this.width = width;
        this.height = height;
    }

    void write(Image image, AffineCrop crop, float[] pixels) {
        double s = crop.pixelSize();
        try (DoublePointer values = new DoublePointer(s, 0, crop.left(), 0, s, crop.top());
             Mat toImage = new Mat(2, 3, opencv_core.CV_64FC1, values);
             Size size = new Size(width, height);
             Scalar black = new Scalar(0, 0, 0, 0);
             Mat cropped = new Mat(height, width, opencv_core.CV_8UC3)) {
            opencv_imgproc.warpAffine(image.bgr(), cropped, toImage, size,
                    opencv_imgproc.INTER_LINEAR | opencv_imgproc.WARP_INVERSE_MAP,
                    opencv_core.BORDER_CONSTANT, black);
            writer.write(cropped, pixels);
        }
    }
}
