package dev.posestream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Who may know whom: the table of rooms, kept. */
class RoomsTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.posestream");

    /** Room to the rooms it may import. */
    private static final Map<String, List<String>> ROOMS = new LinkedHashMap<>();

    static {
        ROOMS.put("pose", List.of());
        ROOMS.put("network", List.of("pose"));
        ROOMS.put("inference", List.of("pose", "network"));
        ROOMS.put("tracking", List.of("pose"));
        ROOMS.put("rules", List.of("pose"));
        ROOMS.put("camera", List.of("pose"));
        ROOMS.put("analysis", List.of("pose", "inference", "tracking"));
        ROOMS.put("stream", List.of("pose", "network", "inference", "tracking", "rules", "camera", "analysis"));
        ROOMS.put("dashboard", List.of("pose", "camera", "stream"));
        ROOMS.put("evaluation", List.of("pose", "network", "inference", "tracking", "rules", "camera", "analysis", "stream"));
        ROOMS.put("app", List.of("pose", "network", "inference", "tracking", "rules", "camera", "analysis", "stream", "dashboard", "evaluation"));
    }

    /** Library to the rooms where it may be seen; evaluation measures against bare loops on the libraries themselves. */
    private static final Map<String, List<String>> LIBRARIES = Map.ofEntries(
            Map.entry("ai.djl..", List.of("inference")),
            Map.entry("ai.onnxruntime..", List.of("inference", "evaluation")),
            Map.entry("org.bytedeco.opencv..", List.of("inference", "evaluation")),
            Map.entry("ai.onnx.proto..", List.of("network")),
            Map.entry("net.razorvine..", List.of("network")),
            Map.entry("us.hebi.matlab..", List.of("evaluation")),
            Map.entry("org.bytedeco.ffmpeg..", List.of("camera", "evaluation")),
            Map.entry("org.apache.kafka..", List.of("stream")),
            Map.entry("kafka..", List.of("stream")),
            Map.entry("io.vertx..", List.of("dashboard")),
            Map.entry("picocli..", List.of("app")),
            Map.entry("org.yaml..", List.of("app")));

    @TestFactory
    Stream<DynamicTest> aRoomImportsOnlyWhatItMay() {
        return ROOMS.entrySet().stream().map(room -> DynamicTest.dynamicTest(room.getKey(), () -> {
            List<String> others = new ArrayList<>(ROOMS.keySet());
            others.removeAll(room.getValue());
            others.remove(room.getKey());
            String[] forbidden = others.stream().map(RoomsTest::inside).toArray(String[]::new);
            noClasses().that().resideInAPackage(inside(room.getKey())).should().dependOnClassesThat().resideInAnyPackage(forbidden)
                    .allowEmptyShould(true).check(CLASSES);
        }));
    }

    @TestFactory
    Stream<DynamicTest> aLibraryIsSeenInItsRoomsOnly() {
        return LIBRARIES.entrySet().stream().map(library -> DynamicTest.dynamicTest(library.getKey(), () -> {
            String[] homes = library.getValue().stream().map(RoomsTest::inside).toArray(String[]::new);
            noClasses().that().resideOutsideOfPackages(homes).should().dependOnClassesThat().resideInAPackage(library.getKey()).check(CLASSES);
        }));
    }

    @Test
    void logicKnowsTheJdkOnly() {
        classes().that().resideInAnyPackage(inside("pose"), inside("tracking"), inside("rules")).should().onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.posestream.pose..", "dev.posestream.tracking..", "dev.posestream.rules..").check(CLASSES);
    }

    @Test
    void everyClassHasItsRoom() {
        List<String> homeless = CLASSES.stream().map(JavaClass::getPackageName)
                .filter(name -> ROOMS.keySet().stream().noneMatch(room -> (name + ".").startsWith("dev.posestream." + room + "."))).distinct().toList();
        org.assertj.core.api.Assertions.assertThat(homeless).isEmpty();
    }

    private static String inside(String room) {
        return "dev.posestream." + room + "..";
    }
}
