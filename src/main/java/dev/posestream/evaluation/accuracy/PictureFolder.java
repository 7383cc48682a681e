package dev.posestream.evaluation.accuracy;

import dev.posestream.evaluation.annotation.AnnotationException;
import dev.posestream.inference.BadImageException;
import dev.posestream.inference.Image;
import dev.posestream.inference.InferenceException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** The folder that annotations' pictures are in. */
record PictureFolder(Path folder) {

    private static final int SHOWN = 3;

    /**
     * Looks at every picture without decoding it, so that a missing or broken one is told before hours of work.
     *
     * @param annotations what messages name as wanting the pictures
     * @throws AnnotationException that names the first few that are missing or broken
     */
    void check(List<String> names, Path annotations, int threads, Progress progress) throws AnnotationException, InferenceException, InterruptedException {
        if (!Files.isDirectory(folder)) {
            throw new AnnotationException(folder + " is no folder, expected the one with the pictures of " + annotations);
        }
        List<String> missing = names.stream().filter(name -> !Files.isRegularFile(folder.resolve(name))).toList();
        if (!missing.isEmpty()) {
            throw new AnnotationException(missing.size() + " of " + names.size() + " pictures of " + annotations + " are missing in " + folder + ": "
                    + AnnotationException.some(missing) + "; expected all of them there");
        }
        try (Progress.Work work = progress.begin("Checking pictures", names.size())) {
            List<String> problems = SideBySide.each(names, threads, this::problem, work).stream().filter(problem -> !problem.isEmpty()).toList();
            if (!problems.isEmpty()) {
                throw new AnnotationException(problems.size() + " of " + names.size() + " pictures of " + annotations + " can't be read: "
                        + String.join("; ", problems.subList(0, Math.min(SHOWN, problems.size()))));
            }
        }
    }

    /** Empty where there is none. */
    private String problem(String name) {
        try {
            Image.check(Files.readAllBytes(folder.resolve(name)));
            return "";
        } catch (BadImageException | IOException e) {
            return folder.resolve(name) + ": " + e.getMessage();
        }
    }

    byte[] bytes(String name) throws AnnotationException {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException e) {
            throw new AnnotationException(folder.resolve(name) + " can't be read: " + e.getMessage(), e);
        }
    }

    /** Whoever asks for it closes it. */
    Image image(String name) throws AnnotationException {
        try {
            return Image.decode(bytes(name));
        } catch (BadImageException e) {
            throw new AnnotationException(folder.resolve(name) + ": " + e.getMessage(), e);
        }
    }

    /** Turned as the networks see it: by the orientation in its EXIF data. */
    BufferedImage drawable(String name) throws AnnotationException {
        byte[] bytes = bytes(name);
        try (BytePointer pointer = new BytePointer(bytes); Mat packed = new Mat(1, bytes.length, opencv_core.CV_8U, pointer);
             Mat bgr = opencv_imgcodecs.imdecode(packed, opencv_imgcodecs.IMREAD_COLOR)) {
            if (bgr.empty()) {
                throw new AnnotationException(folder.resolve(name) + " can't be decoded, expected a JPEG or PNG");
            }
            BufferedImage image = new BufferedImage(bgr.cols(), bgr.rows(), BufferedImage.TYPE_3BYTE_BGR);
            bgr.data().get(((DataBufferByte) image.getRaster().getDataBuffer()).getData());
            return image;
        }
    }
}
