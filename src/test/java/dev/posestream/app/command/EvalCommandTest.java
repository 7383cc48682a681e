package dev.posestream.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.posestream.network.ModelDescription;
import dev.posestream.network.ModelDescription.Decoder;
import dev.posestream.network.ModelDescription.Task;
import dev.posestream.network.TinyOnnx;
import dev.posestream.pose.Skeleton;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On black pictures with a bright patch, which a network of one convolution takes for every keypoint. */
class EvalCommandTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int WIDTH = 240;
    private static final int HEIGHT = 320;
    private static final int STRIDE = 4;
    private static final int PEOPLE = 3;

    @TempDir
    Path folder;

    private Path images;
    private Path annotations;
    private Path model;

    private record Result(int code, String out, String err) {}

    @BeforeEach
    void drawPeople() throws Exception {
        images = Files.createDirectory(folder.resolve("images"));
        ObjectNode coco = MAPPER.createObjectNode();
        ArrayNode entries = coco.putArray("images");
        ArrayNode people = coco.putArray("annotations");
        for (int i = 0; i < PEOPLE; i++) {
            patch(images.resolve(i + ".png"), patchX(i), patchY(i));
            entries.addObject().put("id", i).put("file_name", i + ".png");
            person(people.addObject().put("id", i + 1).put("image_id", i).put("category_id", 1).put("iscrowd", 0), i);
        }
        ArrayNode names = coco.putArray("categories").addObject().put("id", 1).put("name", "person").putArray("keypoints");
        Skeleton.COCO17.keypoints().forEach(names::add);
        annotations = Files.writeString(folder.resolve("people.json"), coco.toString());
        model = model(Skeleton.COCO17);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNetworkThatFindsEverybodyScoresOne(boolean flipTest) throws Exception {
        Path json = folder.resolve("report.json");
        List<String> options = new ArrayList<>(List.of("--json", json.toString()));
        if (flipTest) {
            options.add("--flip-test");
        }
        Result result = eval(options);
        assertThat(result.code).as(result.err).isZero();
        assertThat(result.out).contains("3 people in 3 pictures", "AP50", "1.000", "people a second");
        JsonNode report = MAPPER.readTree(json.toFile());
        assertThat(report.path("keypoints").path("AP").doubleValue()).isCloseTo(1, within(1e-9));
        assertThat(report.path("keypoints").path("AR").doubleValue()).isCloseTo(1, within(1e-9));
        assertThat(report.path("people").intValue()).isEqualTo(PEOPLE);
        assertThat(report.path("settings").path("pose-model").textValue()).isEqualTo("bright");
        assertThat(report.path("settings").path("flip-test").booleanValue()).isEqualTo(flipTest);
    }

    @Test
    void savedResultsScoreTheSameWithoutANetwork() throws Exception {
        Path saved = folder.resolve("poses.json");
        assertThat(eval(List.of("--save-results", saved.toString())).code).isZero();
        Result again = run("eval", "--annotations", annotations.toString(), "--results", saved.toString());
        assertThat(again.code).as(again.err).isZero();
        assertThat(again.out).contains("keypoints", "AP50", "1.000").doesNotContain("pose-model");
    }

    @Test
    void theWorstAreDrawnAPictureEach() throws Exception {
        moveAnnotation(1, 40);
        Path drawings = folder.resolve("worst/of/all");
        assertThat(eval(List.of("--worst", "2", "--pictures", drawings.toString())).code).isZero();
        List<Path> drawn = files(drawings);
        assertThat(drawn).hasSize(2);
        assertThat(drawn.get(0).getFileName().toString()).startsWith("001-oks-0.").contains("image-1-annotation-2");
        assertThat(drawn.get(1).getFileName().toString()).startsWith("002-oks-1.000");
        BufferedImage worst = ImageIO.read(drawn.get(0).toFile());
        assertThat(colours(worst)).as("annotated and found").contains(new Color(60, 220, 60).getRGB(), new Color(255, 90, 40).getRGB());
    }

    @Test
    void aDrawingThatFailsLeavesNoneBehind() throws Exception {
        Path saved = folder.resolve("poses.json");
        Path drawings = folder.resolve("worst");
        assertThat(eval(List.of("--save-results", saved.toString())).code).isZero();
        moveAnnotation(0, 40);
        spoil(images.resolve("2.png"));
        Result result = run("eval", "--annotations", annotations.toString(), "--images", images.toString(), "--results", saved.toString(), "--pictures", drawings.toString());
        assertThat(result.code).isEqualTo(3);
        assertThat(result.err).contains("2.png", "can't be decoded").hasLineCount(1);
        assertThat(result.out).isEmpty();
        assertThat(files(drawings)).isEmpty();
    }

    @Test
    void withTheDetectorItsBoxesAreScoredToo() throws Exception {
        Result result = eval(List.of("--boxes", "detector", "--detector-side", "96"));
        assertThat(result.code).as(result.err).isZero();
        assertThat(result.out).contains("person-model", "AR100", "ARL");
    }

    @Test
    void peopleOfMpiiAreScoredByTheirHeads() throws Exception {
        Path mpii = mpii();
        Path json = folder.resolve("report.json");
        Result result = run("eval", "--annotations", mpii.toString(), "--images", images.toString(), "--pose-model", model(Skeleton.MPII16).toString(), "--device", "cpu",
                "--json", json.toString(), "--pictures", folder.resolve("worst").toString());
        assertThat(result.code).as(result.err).isZero();
        assertThat(result.out).contains("Shoulder", "Mean@0.1", "100.00");
        assertThat(MAPPER.readTree(json.toFile()).path("pckh").path("Mean@0.1").doubleValue()).isEqualTo(100);
        assertThat(files(folder.resolve("worst"))).hasSize(PEOPLE);
    }

    @Test
    void whatIsForCocoAloneIsRefusedForMpii() throws Exception {
        Result result = run("eval", "--annotations", mpii().toString(), "--images", images.toString(), "--boxes", "detector");
        assertThat(result.code).isEqualTo(3);
        assertThat(result.err).contains("MPII annotations", "--boxes detector").hasLineCount(1);
    }

    @Test
    void picturesThatAreMissingAreNamedAndNothingRuns() throws Exception {
        Files.delete(images.resolve("1.png"));
        Files.delete(images.resolve("2.png"));
        assertRefused(3, List.of(), "2 of 3 pictures", "people.json", "1.png, 2.png");
    }

    @Test
    void aPictureThatIsBrokenIsNamedBeforeAnythingRuns() throws Exception {
        byte[] whole = Files.readAllBytes(images.resolve("2.png"));
        Files.write(images.resolve("2.png"), Arrays.copyOf(whole, whole.length / 2));
        assertRefused(3, List.of(), "1 of 3 pictures", "2.png", "cut off");
    }

    @Test
    void aPictureThatTurnsOutBrokenEndsTheRunWithoutOutput() throws Exception {
        spoil(images.resolve("2.png"));
        assertRefused(3, List.of(), "2.png", "can't be decoded");
    }

    @Test
    void aModelOfOtherKeypointsIsRefused() throws Exception {
        Result result = run("eval", "--annotations", annotations.toString(), "--images", images.toString(), "--pose-model", model(Skeleton.MPII16).toString());
        assertThat(result.code).isEqualTo(3);
        assertThat(result.err).contains("16 keypoints of mpii16", "17 of coco17", "--pose-model").hasLineCount(1);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsToldBeforeAnythingRuns() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Result result = eval(List.of("--pictures", file.resolve("worst").toString()));
        assertThat(result.code).isEqualTo(3);
        assertThat(result.err).contains("nothing can be written to", "file is no folder").hasLineCount(1);
        assertThat(eval(List.of("--json", folder.toString())).err).contains("is a folder, expected the name of a file to write");
    }

    @Test
    void resultsThatDoNotFitAreRefused() throws Exception {
        Path unknown = Files.writeString(folder.resolve("unknown.json"), "[{\"image_id\": 77, \"category_id\": 1, \"score\": 1, \"keypoints\": []}]");
        Result result = run("eval", "--annotations", annotations.toString(), "--results", unknown.toString());
        assertThat(result.code).isEqualTo(3);
        assertThat(result.err).contains("unknown.json: results[0]: image_id is 77").hasLineCount(1);
    }

    @Test
    void wrongOptionsAreAllReported() {
        Result result = run("eval", "--annotations", folder.resolve("none.json").toString(), "--boxes", "mine", "--worst", "3");
        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).contains("none.json", "--images", "ground-truth or detector", "needs --pictures").hasLineCount(4);
        assertThat(run("eval", "--annotations", annotations.toString(), "--detector-score", "7").err).contains("--detector-score = '7'", "0.01 to 1").hasLineCount(1);
        assertThat(run("eval").err).contains("--annotations");
        assertThat(run("eval", "--annotations", annotations.toString(), "--results", annotations.toString(), "--flip-test").err).contains("no network is run on results");
    }

    private void assertRefused(int code, List<String> options, String... parts) throws Exception {
        List<Path> outputs = List.of(folder.resolve("report.json"), folder.resolve("poses.json"), folder.resolve("worst"));
        List<String> all = new ArrayList<>(List.of("--json", outputs.get(0).toString(), "--save-results", outputs.get(1).toString(), "--pictures", outputs.get(2).toString()));
        all.addAll(options);
        Result result = eval(all);
        assertThat(result.code).as(result.err).isEqualTo(code);
        assertThat(result.err).contains(parts).hasLineCount(1);
        assertThat(result.out).isEmpty();
        assertThat(outputs).allSatisfy(output -> assertThat(output).doesNotExist());
    }

    private Result eval(List<String> options) {
        List<String> all = new ArrayList<>(List.of("eval", "--annotations", annotations.toString(), "--images", images.toString(), "--pose-model", model.toString(),
                "--device", "cpu"));
        all.addAll(options);
        return run(all.toArray(String[]::new));
    }

    private static Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = PoseStreamCommand.execute(Map.of(), new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8), arguments);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static int patchX(int person) {
        return 80 + 10 * STRIDE * person;
    }

    private static int patchY(int person) {
        return 120 + 8 * STRIDE * person;
    }

    private static void patch(Path file, int x, int y) throws IOException {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(x, y, STRIDE, STRIDE);
        pen.dispose();
        ImageIO.write(picture, "png", file.toFile());
    }

    /** With the padding the crop is the whole picture, pixel for pixel; every keypoint is in the middle of the patch. */
    private static void person(ObjectNode entry, int i) {
        entry.putArray("bbox").add(WIDTH * 0.1).add(HEIGHT * 0.1).add(WIDTH * 0.8).add(HEIGHT * 0.8);
        entry.put("area", 0.5 * WIDTH * HEIGHT).put("num_keypoints", 17);
        ArrayNode keypoints = entry.putArray("keypoints");
        for (int k = 0; k < 17; k++) {
            keypoints.add(patchX(i) + STRIDE / 2).add(patchY(i) + STRIDE / 2).add(2);
        }
    }

    /** All keypoints of one person are annotated elsewhere. */
    private void moveAnnotation(int person, int by) throws IOException {
        ObjectNode coco = (ObjectNode) MAPPER.readTree(annotations.toFile());
        ArrayNode keypoints = (ArrayNode) coco.path("annotations").path(person).path("keypoints");
        for (int k = 0; k < keypoints.size(); k += 3) {
            keypoints.set(k, keypoints.path(k).intValue() + by);
        }
        Files.writeString(annotations, coco.toString());
    }

    /** MPII counts pixels from 1; its square is 256 pixels wide with the padding, and at the left and right edge outside of the picture. */
    private Path mpii() throws IOException {
        ArrayNode people = MAPPER.createArrayNode();
        double scale = HEIGHT * 0.8 / 200;
        for (int i = 0; i < PEOPLE; i++) {
            ObjectNode person = people.addObject().put("image", i + ".png").put("scale", scale);
            person.putArray("center").add(WIDTH / 2.0 + 1).add(HEIGHT / 2.0 + 1 - 15 * scale);
            ArrayNode joints = person.putArray("joints");
            ArrayNode visible = person.putArray("joints_vis");
            for (int j = 0; j < 16; j++) {
                joints.addArray().add(patchX(i) + STRIDE / 2 + 1).add(patchY(i) + STRIDE / 2 + 1);
                visible.add(1);
            }
            person.putArray("head_box").add(10).add(10).add(40).add(50);
        }
        return Files.writeString(folder.resolve("mpii.json"), people.toString());
    }

    /** Begins and ends as a PNG does. */
    private static void spoil(Path picture) throws IOException {
        byte[] bytes = Files.readAllBytes(picture);
        Arrays.fill(bytes, 12, bytes.length - 12, (byte) 0);
        Files.write(picture, bytes);
    }

    private Path model(Skeleton skeleton) throws Exception {
        int width = skeleton == Skeleton.MPII16 ? HEIGHT : WIDTH;
        int keypoints = skeleton.size();
        float[] weights = new float[keypoints * 3 * STRIDE * STRIDE];
        Arrays.fill(weights, 1f / (3 * STRIDE * STRIDE));
        Path file = folder.resolve(skeleton.name() + ".onnx");
        new TinyOnnx().input("image", -1, 3, HEIGHT, width).output("heatmaps", -1, keypoints, HEIGHT / STRIDE, width / STRIDE)
                .convolution("image", "heatmaps", 3, keypoints, STRIDE, weights).file()
                .describe(new ModelDescription("bright", Task.POSE, Decoder.HEATMAP, 1 / 255.0, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0), 1.25, 0.5,
                        Optional.of(skeleton), "Apache-2.0", "a test")).write(file);
        return file;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static List<Integer> colours(BufferedImage picture) {
        return Arrays.stream(picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth())).distinct().boxed().toList();
    }
}
