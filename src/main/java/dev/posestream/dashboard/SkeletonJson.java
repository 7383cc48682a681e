package dev.posestream.dashboard;

import dev.posestream.pose.Skeleton;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The known skeletons by name: {@code {"coco17":{"keypoints":["nose",…],"bones":[[15,13],…]}}}. */
final class SkeletonJson {

    private SkeletonJson() {}

    static JsonObject known() {
        JsonObject all = new JsonObject();
        for (Skeleton skeleton : Skeleton.KNOWN) {
            JsonArray bones = new JsonArray();
            skeleton.bones().forEach(bone -> bones.add(JsonArray.of(bone.from(), bone.to())));
            all.put(skeleton.name(), new JsonObject().put("keypoints", new JsonArray(skeleton.keypoints())).put("bones", bones));
        }
        return all;
    }
}
