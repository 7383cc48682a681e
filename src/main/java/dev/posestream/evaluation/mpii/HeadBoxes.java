package dev.posestream.evaluation.mpii;

import dev.posestream.evaluation.annotation.AnnotationException;
import dev.posestream.evaluation.annotation.LabelledKeypoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;

/**
 * The ground truth of MPII's validation part, {@code mpii_gt_val.mat} of Tompson et al. (CVPR 2015), as HRNet and mmpose evaluate against it:
 * {@code headboxes_src} [corner, x and y, person], {@code pos_gt_src} [joint, x and y, person] and {@code jnt_missing} [joint, person].
 * Coordinates there count pixels from 1.
 */
final class HeadBoxes {

    private static final int JOINTS = 16;

    private final List<Double> headSizes;
    private final List<List<LabelledKeypoint>> joints;

    private HeadBoxes(List<Double> headSizes, List<List<LabelledKeypoint>> joints) {
        this.headSizes = headSizes;
        this.joints = joints;
    }

    /** @throws AnnotationException when the file can't be read, is no MATLAB file, its matrices are not there for so many people, or a head has no size */
    static HeadBoxes read(Path file, int people) throws AnnotationException {
        if (!Files.isRegularFile(file)) {
            throw new AnnotationException(file + ": no such file, or not readable");
        }
        // A matrix lives no longer than its file is open.
        try (Mat5File mat = Mat5.readFromFile(file.toFile())) {
            Matrix heads = matrix(file, mat, "headboxes_src", 2, 2, people);
            Matrix places = matrix(file, mat, "pos_gt_src", JOINTS, 2, people);
            Matrix missing = matrix(file, mat, "jnt_missing", JOINTS, people);
            List<Double> headSizes = new ArrayList<>(people);
            List<List<LabelledKeypoint>> joints = new ArrayList<>(people);
            for (int person = 0; person < people; person++) {
                headSizes.add(headSize(file, heads, person));
                joints.add(joints(places, missing, person));
            }
            return new HeadBoxes(headSizes, joints);
        } catch (IOException | RuntimeException e) {
            throw new AnnotationException(file + " can't be read as a MATLAB file of version 5: " + e.getMessage() + "; expected mpii_gt_val.mat", e);
        }
    }

    private static Matrix matrix(Path file, Mat5File mat, String name, int... dimensions) throws AnnotationException {
        boolean there = false;
        for (MatFile.Entry entry : mat.getEntries()) {
            there |= entry.getName().equals(name) && entry.getValue() instanceof Matrix;
        }
        if (!there) {
            throw new AnnotationException(file + " has no matrix " + name + ", expected headboxes_src, pos_gt_src and jnt_missing, as in mpii_gt_val.mat");
        }
        Matrix matrix = mat.getMatrix(name);
        if (!Arrays.equals(matrix.getDimensions(), dimensions)) {
            throw new AnnotationException(file + ": " + name + " has the sizes " + Arrays.toString(matrix.getDimensions()) + ", expected "
                    + Arrays.toString(dimensions) + ", the last being the number of people in the annotations");
        }
        return matrix;
    }

    double headSize(int person) {
        return headSizes.get(person);
    }

    List<LabelledKeypoint> joints(int person) {
        return joints.get(person);
    }

    private static double headSize(Path file, Matrix heads, int person) throws AnnotationException {
        double width = heads.getDouble(new int[] {1, 0, person}) - heads.getDouble(new int[] {0, 0, person});
        double height = heads.getDouble(new int[] {1, 1, person}) - heads.getDouble(new int[] {0, 1, person});
        double size = MpiiPerson.OF_DIAGONAL * Math.hypot(width, height);
        if (!(size > 0)) {
            throw new AnnotationException(file + ": the head of person " + person + " has the size " + size + ", expected more than 0");
        }
        return size;
    }

    private static List<LabelledKeypoint> joints(Matrix places, Matrix missing, int person) {
        List<LabelledKeypoint> list = new ArrayList<>(JOINTS);
        for (int j = 0; j < JOINTS; j++) {
            list.add(new LabelledKeypoint(places.getDouble(new int[] {j, 0, person}) - 1, places.getDouble(new int[] {j, 1, person}) - 1,
                    missing.getDouble(new int[] {j, person}) == 0));
        }
        return list;
    }
}
