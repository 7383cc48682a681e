package dev.posestream.evaluation.coco;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.posestream.evaluation.annotation.AnnotationException;
import dev.posestream.evaluation.annotation.JsonEntry;
import dev.posestream.evaluation.annotation.JsonFile;
import dev.posestream.evaluation.annotation.LabelledKeypoint;
import dev.posestream.pose.Skeleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The pictures and people of a file of COCO keypoint annotations. Of several categories it is the one with keypoints.
 *
 * @param file       where they come from
 * @param categoryId of the people
 * @param skeleton   of their keypoints
 * @param images     by id, lowest first, as pycocotools goes through them
 * @param people     in the order of the file, crowds among them
 */
public record CocoAnnotations(Path file, long categoryId, Skeleton skeleton, List<CocoImage> images, List<CocoPerson> people) {

    public CocoAnnotations {
        images = List.copyOf(images);
        people = List.copyOf(people);
    }

    /**
     * @throws AnnotationException when the file is missing, cut off or of another kind, or an entry can't be used: one that lacks
     *                             something, refers to an unknown picture or has an id that another has
     */
    public static CocoAnnotations read(Path file) throws AnnotationException {
        List<CocoImage> images = new ArrayList<>();
        List<JsonEntry> categories = new ArrayList<>();
        List<Labelled> labelled = new ArrayList<>();
        Map<String, JsonFile.EntryReader> lists = new LinkedHashMap<>();
        lists.put("images", entry -> images.add(new CocoImage(entry.whole("id"), entry.text("file_name"))));
        lists.put("annotations", entry -> labelled.add(labelled(entry.named("annotation " + entry.whole("id")))));
        lists.put("categories", entry -> categories.add(entry.named("category " + entry.whole("id"))));
        JsonFile.readLists(file, lists);
        JsonEntry category = category(file, categories);
        Skeleton skeleton = skeleton(category, category.texts("keypoints"));
        Set<Long> imageIds = unique(file, "images", images.stream().map(CocoImage::id).toList());
        unique(file, "annotations", labelled.stream().map(Labelled::id).toList());
        List<CocoPerson> people = new ArrayList<>();
        for (Labelled one : labelled) {
            if (one.categoryId() == category.whole("id")) {
                people.add(person(one.entry(), one.id(), skeleton, imageIds));
            }
        }
        images.sort(Comparator.comparingLong(CocoImage::id));
        return new CocoAnnotations(file, category.whole("id"), skeleton, images, people);
    }

    /** An annotation before its category is known: categories may come last. */
    private record Labelled(JsonEntry entry, long id, long categoryId) {}

    /** Outlines are large, and nothing here looks at them. */
    private static Labelled labelled(JsonEntry entry) throws AnnotationException {
        ((ObjectNode) entry.node()).remove("segmentation");
        return new Labelled(entry, entry.whole("id"), entry.whole("category_id"));
    }

    private static JsonEntry category(Path file, List<JsonEntry> categories) throws AnnotationException {
        List<JsonEntry> withKeypoints = categories.stream().filter(c -> c.node().path("keypoints").size() > 0).toList();
        if (withKeypoints.size() != 1) {
            throw new AnnotationException(file + ": " + withKeypoints.size() + " of " + categories.size()
                    + " categories have keypoints, expected one that lists the keypoints' names (COCO's person_keypoints files have it)");
        }
        return withKeypoints.get(0);
    }

    private static Skeleton skeleton(JsonEntry category, List<String> names) throws AnnotationException {
        for (Skeleton skeleton : Skeleton.KNOWN) {
            if (skeleton.keypoints().equals(names.stream().map(CocoAnnotations::plain).toList())) {
                return skeleton;
            }
        }
        throw new AnnotationException(category.file() + ": " + category.name() + ": its " + names.size() + " keypoints " + names
                + " are those of no known skeleton, expected " + String.join(" or ", Skeleton.KNOWN.stream().map(s -> s.name() + " " + s.keypoints()).toList()));
    }

    /** "Left Eye" and "left-eye" are left_eye too. */
    private static String plain(String name) {
        return name.trim().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    }

    private static Set<Long> unique(Path file, String list, List<Long> ids) throws AnnotationException {
        Set<Long> seen = new HashSet<>();
        for (long id : ids) {
            if (!seen.add(id)) {
                throw new AnnotationException(file + ": two of its " + list + " have the id " + id + ", expected ids of their own");
            }
        }
        return seen;
    }

    private static CocoPerson person(JsonEntry entry, long id, Skeleton skeleton, Set<Long> imageIds) throws AnnotationException {
        long imageId = entry.whole("image_id");
        if (!imageIds.contains(imageId)) {
            throw entry.wrong("image_id", "the id of one of the " + imageIds.size() + " images in the file");
        }
        List<Double> numbers = entry.numbers("keypoints", 3 * skeleton.size(),
                "x, y and visibility of each of the " + skeleton.size() + " keypoints of " + skeleton.name());
        List<LabelledKeypoint> keypoints = new ArrayList<>();
        for (int k = 0; k < numbers.size(); k += 3) {
            keypoints.add(new LabelledKeypoint(numbers.get(k), numbers.get(k + 1), numbers.get(k + 2) > 0));
        }
        boolean posed = entry.has("num_keypoints") ? entry.whole("num_keypoints") > 0 : keypoints.stream().anyMatch(LabelledKeypoint::labelled);
        boolean crowd = entry.has("iscrowd") && entry.flag("iscrowd");
        return new CocoPerson(id, imageId, entry.box("bbox"), entry.number("area"), crowd, posed, keypoints);
    }
}
