package dev.posestream.evaluation.annotation;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Path;

/** The forms of annotation files. */
public enum AnnotationKind {
    /** COCO: an object with the lists {@code images}, {@code annotations} and {@code categories}. */
    COCO,
    /** MPII as HRNet and mmpose have it: a list with an entry for each person. */
    MPII;

    /**
     * Looks at the beginning of the file only.
     *
     * @throws AnnotationException when the file can't be read or is no JSON of these forms
     */
    public static AnnotationKind of(Path file) throws AnnotationException {
        JsonToken first = JsonFile.firstToken(file);
        if (first == JsonToken.START_OBJECT) {
            return COCO;
        }
        if (first == JsonToken.START_ARRAY) {
            return MPII;
        }
        throw new AnnotationException(file + " holds " + (first == null ? "nothing" : "a single JSON value")
                + ", expected COCO annotations (an object with images, annotations and categories) or MPII annotations (a list of people)");
    }
}
