package dev.posestream.evaluation.accuracy;

import dev.posestream.evaluation.annotation.AnnotationException;
import dev.posestream.pose.Skeleton;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Draws the people whose poses were found worst, one picture each, the worst first by name. */
final class WorstCases {

    private WorstCases() {}

    /** Leaves no drawing behind when one of them fails. */
    static void draw(List<WorstCase> cases, int most, Skeleton skeleton, PictureFolder pictures, Path folder, Progress progress)
            throws AnnotationException, IOException {
        List<WorstCase> worst = cases.stream().sorted(Comparator.comparingDouble(WorstCase::badness).reversed()).limit(most).toList();
        List<Path> drawings = new ArrayList<>();
        try (Progress.Work work = progress.begin("Drawing", worst.size())) {
            for (WorstCase one : worst) {
                Path file = folder.resolve(String.format(Locale.ROOT, "%03d-%s.png", drawings.size() + 1, one.fileName()));
                drawings.add(file);
                write(one, skeleton, pictures, file);
                work.step();
            }
        } catch (AnnotationException | IOException | RuntimeException e) {
            for (Path drawing : drawings) {
                Files.deleteIfExists(drawing);
            }
            throw e;
        }
    }

    private static void write(WorstCase one, Skeleton skeleton, PictureFolder pictures, Path file) throws AnnotationException, IOException {
        BufferedImage drawing = PosePainter.draw(one, skeleton, pictures);
        Files.createDirectories(file.getParent());
        if (!ImageIO.write(drawing, "png", file.toFile())) {
            throw new IllegalStateException("no encoder for PNG");
        }
    }
}
