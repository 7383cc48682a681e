package dev.posestream.inference;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** A decoded picture in native memory, 8-bit BGR. Whoever decodes it closes it. */
public final class Image implements AutoCloseable {

    private final Mat bgr;

    private Image(Mat bgr) {
        this.bgr = bgr;
    }

    /** @throws BadImageException when the bytes are not a whole picture that OpenCV can read */
    public static Image decode(byte[] compressed) throws BadImageException {
        if (compressed.length == 0) {
            throw new BadImageException("the picture is empty (0 bytes)");
        }
        try (BytePointer bytes = new BytePointer(compressed); Mat packed = new Mat(1, compressed.length, 0, bytes)) {
            Mat bgr = opencv_imgcodecs.imdecode(packed, opencv_imgcodecs.IMREAD_COLOR);
            if (bgr == null || bgr.empty()) {
                throw new BadImageException("the picture (" + compressed.length + " bytes) can't be decoded; expected a JPEG or PNG");
            }
            return new Image(bgr);
        }
    }

    public int width() {
        return bgr.cols();
    }

    public int height() {
        return bgr.rows();
    }

    /** A thumbnail: mean grey level of each cell, row by row. */
    public byte[] grey(int columns, int rows) {
        try (Mat small = new Mat(); Mat grey = new Mat(); Size size = new Size(columns, rows)) {
            opencv_imgproc.resize(bgr, small, size, 0, 0, opencv_imgproc.INTER_AREA);
            opencv_imgproc.cvtColor(small, grey, opencv_imgproc.COLOR_BGR2GRAY);
            byte[] cells = new byte[columns * rows];
            grey.data().get(cells);
            return cells;
        }
    }

    Mat bgr() {
        return bgr;
    }

    @Override
    public void close() {
        bgr.close();
    }
}
