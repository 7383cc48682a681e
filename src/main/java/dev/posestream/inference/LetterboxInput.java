package dev.posestream.inference;

import dev.posestream.network.ModelDescription;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Writes a whole image, letterboxed on black, as a detector's input. */
final class LetterboxInput {

    private final PixelWriter writer;

    LetterboxInput(ModelDescription model) {
        writer = new PixelWriter(model);
    }

    void write(Image image, Letterbox letterbox, float[] pixels) {
        boolean shrinks = letterbox.scaleX() < 1;
        try (Scalar black = new Scalar(0, 0, 0, 0);
             Mat frame = new Mat(letterbox.height(), letterbox.width(), opencv_core.CV_8UC3, black);
             Rect place = new Rect(0, 0, letterbox.scaledWidth(), letterbox.scaledHeight());
             Mat inside = new Mat(frame, place);
             Size size = new Size(letterbox.scaledWidth(), letterbox.scaledHeight())) {
            opencv_imgproc.resize(image.bgr(), inside, size, 0, 0,
                    shrinks ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR);
            writer.write(frame, pixels);
        }
    }
}
