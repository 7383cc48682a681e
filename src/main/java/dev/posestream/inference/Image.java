package dev.posestream.inference;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** A decoded picture in native memory, 8-bit BGR. Whoever decodes it closes it. */
public final class Image implements AutoCloseable {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
    /** Where its first chunk (IHDR) has width and height. */
    private static final int PNG_SIZE = 16;
    private static final byte[] PNG_END = {'I', 'E', 'N', 'D'};

    static {
        // Frames are analysed side by side on all cores; OpenCV's own threads would only get in the way.
        opencv_core.setNumThreads(1);
    }

    private final Mat bgr;

    private Image(Mat bgr) {
        this.bgr = bgr;
    }

    /**
     * @param compressed a JPEG or PNG
     * @throws BadImageException when the bytes are not a whole picture that OpenCV can read, or declare more pixels than {@link PictureLimit} allows
     */
    public static Image decode(byte[] compressed) throws BadImageException {
        check(compressed);
        return new Image(read(compressed));
    }

    /**
     * Looks for what is wrong with a picture without decoding it, which takes a moment only.
     *
     * @throws BadImageException when the bytes are no JPEG or PNG, are cut off, or declare more pixels than {@link PictureLimit} allows
     */
    public static void check(byte[] compressed) throws BadImageException {
        if (compressed.length == 0) {
            throw new BadImageException("the picture is empty (0 bytes)");
        }
        Optional<String> problem = JpegMarkers.isJpeg(compressed) ? JpegMarkers.problem(compressed) : pngProblem(compressed);
        if (problem.isPresent()) {
            throw new BadImageException("the picture (" + compressed.length + " bytes) is broken: " + problem.get()
                    + "; expected a whole JPEG or PNG");
        }
    }

    /** A grey picture without content. */
    public static Image blank(int width, int height) {
        try (Scalar grey = Scalar.all(128)) {
            return new Image(new Mat(height, width, opencv_core.CV_8UC3, grey));
        }
    }

    private static Mat read(byte[] compressed) throws BadImageException {
        Mat bgr = null;
        String reason = "";
        try (BytePointer bytes = new BytePointer(compressed); Mat packed = new Mat(1, compressed.length, opencv_core.CV_8U, bytes)) {
            bgr = opencv_imgcodecs.imdecode(packed, opencv_imgcodecs.IMREAD_COLOR);
        } catch (RuntimeException e) {
            reason = ": " + e.getMessage();
        }
        if (bgr == null || bgr.empty()) {
            throw new BadImageException("the picture (" + compressed.length + " bytes) can't be decoded" + reason
                    + "; expected a JPEG or PNG");
        }
        return bgr;
    }

    private static Optional<String> pngProblem(byte[] bytes) {
        if (bytes.length < PNG.length || !Arrays.equals(bytes, 0, PNG.length, PNG, 0, PNG.length)) {
            return Optional.of("it begins like neither");
        }
        if (bytes.length >= PNG_SIZE + 8) {
            ByteBuffer header = ByteBuffer.wrap(bytes);
            Optional<String> tooLarge = PictureLimit.problem(header.getInt(PNG_SIZE) & 0xffff_ffffL, header.getInt(PNG_SIZE + 4) & 0xffff_ffffL);
            if (tooLarge.isPresent()) {
                return tooLarge;
            }
        }
        for (int at = bytes.length - PNG_END.length; at >= PNG.length; at--) {
            if (Arrays.equals(bytes, at, at + PNG_END.length, PNG_END, 0, PNG_END.length)) {
                return Optional.empty();
            }
        }
        return Optional.of("it is cut off: no end chunk (IEND)");
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

    /** Owned by this image. */
    Mat bgr() {
        return bgr;
    }

    @Override
    public void close() {
        bgr.close();
    }
}
