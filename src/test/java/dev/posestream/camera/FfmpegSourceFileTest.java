package dev.posestream.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posestream.camera.TestClip.Codec;
import dev.posestream.camera.TestPattern.Matrix;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FfmpegSourceFileTest extends CameraSourceContract {

    private static final int TOLERANCE = 8;

    @TempDir
    Path folder;

    @Override
    protected CameraSource source() {
        return new FfmpegSource(new Camera("clip", clip(Codec.H264, "mp4", 25).toString(), CameraSettings.DEFAULT));
    }

    private Path clip(Codec codec, String extension, int frames) {
        return TestClip.write(folder.resolve("clip." + extension), codec, frames);
    }

    private static List<Picture> replayed(Path path) throws CameraException {
        return Sources.readAll(new FfmpegSource(new Camera("clip", path.toString(), Sources.replay())));
    }

    private static void isNumberedFromZero(List<Picture> pictures, int count) {
        assertThat(pictures).extracting(TestPattern::number).containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
    }

    private static void hasTheColours(Picture picture) {
        for (int bar = 0; bar < 4; bar++) {
            int[] found = TestPattern.bar(picture, bar);
            for (int channel = 0; channel < 3; channel++) {
                assertThat(found[channel]).as("bar %d, channel %d", bar, channel).isBetween(
                        TestPattern.BARS[bar][channel] - TOLERANCE, TestPattern.BARS[bar][channel] + TOLERANCE);
            }
        }
    }

    private static List<Long> distancesUs(List<Picture> pictures) {
        List<Long> distances = new ArrayList<>();
        for (Picture picture : pictures) {
            distances.add(picture.capturedUs() - pictures.get(0).capturedUs());
        }
        return distances;
    }

    @ParameterizedTest
    @CsvSource({"H264,mp4", "H264,mkv", "MPEG4,mp4", "VP9,webm", "MJPEG,avi"})
    void givesEachFrameOnceInOrderWithItsTimeAndItsColours(Codec codec, String extension) throws Exception {
        List<Picture> pictures = replayed(clip(codec, extension, 30));
        isNumberedFromZero(pictures, 30);
        pictures.forEach(FfmpegSourceFileTest::hasTheColours);
        assertThat(distancesUs(pictures)).containsExactlyElementsOf(IntStream.range(0, 30).mapToObj(i -> i * 40_000L).toList());
    }

    @Test
    void readsH265() throws Exception {
        Path path = folder.resolve("h265.mp4");
        try (InputStream clip = getClass().getResourceAsStream("h265.mp4")) {
            Files.copy(clip, path);
        }
        List<Picture> pictures = replayed(path);
        isNumberedFromZero(pictures, 25);
        pictures.forEach(FfmpegSourceFileTest::hasTheColours);
    }

    @Test
    void coloursOfHighDefinitionVideoAreConvertedToThoseOfJpeg() throws Exception {
        Path path = TestClip.write(folder.resolve("bt709.mp4"), Codec.H264, new TestPattern(320, 240, Matrix.BT709, false), 0,
                Map.of("colorspace", "bt709", "color_primaries", "bt709", "color_trc", "bt709"), 0, 40_000);
        replayed(path).forEach(FfmpegSourceFileTest::hasTheColours);
    }

    @Test
    void coloursSurviveScaling() throws Exception {
        Path path = TestClip.write(folder.resolve("bt709.mp4"), Codec.H264, new TestPattern(640, 480, Matrix.BT709, false), 0,
                Map.of("colorspace", "bt709", "color_primaries", "bt709", "color_trc", "bt709"), 0, 40_000);
        List<Picture> pictures = Sources.readAll(new FfmpegSource(new Camera("clip", path.toString(), settings(0, 320, true, false))));
        pictures.forEach(FfmpegSourceFileTest::hasTheColours);
        isNumberedFromZero(pictures, 2);
    }

    @Test
    void keepsTheTimesOfAVariableFrameRate() throws Exception {
        long[] times = {0, 40_000, 200_000, 240_000, 1_000_000};
        Path path = TestClip.write(folder.resolve("vfr.mkv"), Codec.H264, TestPattern.ofSize(320, 240), 0, Map.of(), times);
        List<Picture> pictures = replayed(path);
        isNumberedFromZero(pictures, 5);
        assertThat(distancesUs(pictures)).containsExactly(0L, 40_000L, 200_000L, 240_000L, 1_000_000L);
    }

    @Test
    void startsItsTimesAtTheStartOfTheSession() throws Exception {
        long before = WallClock.nowUs();
        Path path = TestClip.write(folder.resolve("late.mkv"), Codec.H264, TestPattern.ofSize(320, 240), 0, Map.of(), 400_000, 440_000);
        List<Picture> pictures = replayed(path);
        assertThat(pictures.get(0).capturedUs()).isBetween(before, WallClock.nowUs());
        assertThat(pictures.get(1).ptsUs() - pictures.get(0).ptsUs()).isEqualTo(40_000);
    }

    @Test
    void replayEqualsPlayingAtItsOwnPace() throws Exception {
        Path path = clip(Codec.H264, "mp4", 8);
        List<Picture> paced = Sources.readAll(new FfmpegSource(new Camera("clip", path.toString(), CameraSettings.DEFAULT)));
        List<Picture> replayed = replayed(path);
        assertThat(distancesUs(paced)).isEqualTo(distancesUs(replayed));
        assertThat(paced).extracting(Picture::jpeg).containsExactlyElementsOf(replayed.stream().map(Picture::jpeg).toList());
    }

    @Test
    void atItsOwnPaceNoPictureComesBeforeItsTime() throws Exception {
        try (CameraSource source = source()) {
            source.open();
            for (int i = 0; i < 5; i++) {
                assertThat(source.read().orElseThrow().capturedUs()).isLessThanOrEqualTo(WallClock.nowUs());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"90", "180", "-90"})
    void turnsPicturesUpright(double degrees) throws Exception {
        Path path = TestClip.write(folder.resolve("turned.mp4"), Codec.H264, TestPattern.ofSize(320, 240), degrees, Map.of(), 0, 40_000);
        Picture picture = replayed(path).get(0);
        assertThat(picture.width() > picture.height()).isEqualTo(degrees == 180);
        // The red bar is stored at the lower left; turning by 90 degrees counter-clockwise takes it to the lower right.
        int[] at = degrees == 90 ? new int[] {180, 280} : degrees == 180 ? new int[] {280, 60} : new int[] {60, 40};
        int[] rgb = TestPattern.rgb(TestPattern.image(picture), at[0], at[1]);
        assertThat(rgb[0]).isGreaterThan(150);
        assertThat(rgb[1]).isLessThan(80);
    }

    @Test
    void skipsFramesOverTheRateCap() throws Exception {
        Path path = clip(Codec.H264, "mp4", 50);
        List<Picture> pictures = Sources.readAll(new FfmpegSource(new Camera("clip", path.toString(), settings(5, 0, true, false))));
        assertThat(pictures).extracting(TestPattern::number).containsExactly(0, 5, 10, 15, 20, 25, 30, 35, 40, 45);
    }

    @Test
    void scalesDownToTheSizeCap() throws Exception {
        Path path = clip(Codec.H264, "mp4", 5);
        List<Picture> pictures = Sources.readAll(new FfmpegSource(new Camera("clip", path.toString(), settings(0, 200, true, false))));
        assertThat(pictures).allSatisfy(picture -> assertThat(new int[] {picture.width(), picture.height()}).containsExactly(200, 150));
        isNumberedFromZero(pictures, 5);
        hasTheColours(pictures.get(0));
    }

    @Test
    void followsAStreamWhosePicturesChangeTheirSize() throws Exception {
        // MPEG transport streams and elementary streams may simply be joined.
        Path small = TestClip.write(folder.resolve("a.ts"), Codec.H264, TestPattern.ofSize(320, 240), 0, Map.of(), 0, 40_000, 80_000);
        Path large = TestClip.write(folder.resolve("b.ts"), Codec.H264, TestPattern.ofSize(640, 480), 0, Map.of(), 120_000, 160_000, 200_000);
        Path joined = folder.resolve("joined.ts");
        Files.write(joined, Files.readAllBytes(small));
        Files.write(joined, Files.readAllBytes(large), java.nio.file.StandardOpenOption.APPEND);
        List<Picture> pictures = replayed(joined);
        assertThat(pictures).extracting(Picture::width).containsExactly(320, 320, 320, 640, 640, 640);
        assertThat(pictures).extracting(TestPattern::number).containsExactly(0, 1, 2, 0, 1, 2);
        assertThat(pictures).extracting(Picture::capturedUs).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void startsAgainAtTheEndWhenLooped() throws Exception {
        Path path = clip(Codec.H264, "mp4", 4);
        List<Picture> pictures = Sources.read(new FfmpegSource(new Camera("clip", path.toString(), settings(0, 0, true, true))), 10);
        assertThat(pictures).extracting(TestPattern::number).containsExactly(0, 1, 2, 3, 0, 1, 2, 3, 0, 1);
        assertThat(distancesUs(pictures)).containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(i -> i * 40_000L).toList());
    }

    @Test
    void playsWhatThereIsOfATruncatedFile() throws Exception {
        byte[] whole = Files.readAllBytes(clip(Codec.H264, "mkv", 50));
        Path half = Files.write(folder.resolve("half.mkv"), java.util.Arrays.copyOf(whole, whole.length / 2));
        List<Picture> pictures = replayed(half);
        assertThat(pictures).hasSizeBetween(5, 45);
        isNumberedFromZero(pictures, pictures.size());
    }

    @Test
    void refusesAFileThatLostItsIndex() throws Exception {
        byte[] whole = Files.readAllBytes(clip(Codec.H264, "mp4", 25));
        Path half = Files.write(folder.resolve("half.mp4"), java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> replayed(half)).isInstanceOf(CameraException.class).hasMessageContaining("half.mp4")
                .hasMessageContaining("not a video, or it is damaged");
    }

    @ParameterizedTest
    @CsvSource({"notes.txt", "notes.mp4", "notes"})
    void refusesText(String name) throws Exception {
        Path text = Files.writeString(folder.resolve(name), "Shopping: milk, bread, a camera.\n".repeat(100));
        assertThatThrownBy(() -> replayed(text)).isInstanceOf(CameraException.class).hasMessageContaining(name)
                .hasMessageContaining("not a video");
    }

    @Test
    void saysWhichFileIsMissing() {
        Path missing = folder.resolve("missing.mp4");
        assertThatThrownBy(() -> replayed(missing)).isInstanceOf(CameraException.class).hasMessage(missing + ": no such file");
    }

    @Test
    void refusesAFolderAndAMissingDevice() {
        assertThatThrownBy(() -> replayed(folder)).hasMessage(folder + ": a folder, expected a video file");
        assertThatThrownBy(() -> replayed(Path.of("/dev/video987"))).hasMessage("/dev/video987: no such device");
    }

    @Test
    void refusesAnEmptyFile() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.mp4"));
        assertThatThrownBy(() -> replayed(empty)).hasMessage(empty + ": the file is empty");
    }

    @Test
    void readsAFileWhoseNameLooksLikeAnAddress() throws Exception {
        Path path = TestClip.write(folder.resolve("http:clip %03d.mp4"), Codec.H264, 3);
        isNumberedFromZero(replayed(path), 3);
    }

    private static CameraSettings settings(double maxFps, int maxSide, boolean replay, boolean loop) {
        CameraSettings d = CameraSettings.DEFAULT;
        return new CameraSettings(maxFps, maxSide, d.jpegQuality(), d.timeout(), d.transport(), replay, loop, 1);
    }
}
