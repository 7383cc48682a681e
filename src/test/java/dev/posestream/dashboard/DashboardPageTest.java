package dev.posestream.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import dev.posestream.camera.CameraState;
import dev.posestream.testing.Needs;
import dev.posestream.testing.Tool;
import java.awt.Color;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@Needs(Tool.CHROMIUM)
class DashboardPageTest {

    /** Pixels near a colour that only skeletons have: the left arm's. */
    private static final String LEFT_ARM_PIXELS = """
            canvas => {
              const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
              let count = 0;
              for (let i = 0; i < data.length; i += 4)
                if (Math.abs(data[i] - 255) + Math.abs(data[i + 1] - 184) + Math.abs(data[i + 2] - 107) < 40) count++;
              return count;
            }""";

    private static Browser browser;
    private TestingFeed feed;
    private DashboardServer server;
    private Page page;

    @BeforeAll
    static void launch() {
        browser = new Browser();
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    @AfterAll
    static void quit() {
        browser.close();
    }

    @AfterEach
    void stop() {
        if (page != null) {
            page.context().close();
        }
        server.close();
        feed.close();
    }

    private static TestingFeed house() {
        return new TestingFeed().live("lobby", new Color(96, 104, 120), 3).live("yard", new Color(110, 100, 84), 2)
                .troubled("gate", CameraState.FAILED, "192.0.2.14 refused the connection; tried again in 8 s");
    }

    private int serve(TestingFeed cameras, DashboardSettings settings) {
        feed = cameras;
        server = new DashboardServer(settings, feed, new ManualRegistry(), () -> "", List.of());
        return server.start();
    }

    private int open(TestingFeed cameras, String hash) {
        int port = serve(cameras, DashboardSettings.DEFAULT.withPort(0));
        page = browser.page(1280, 720);
        page.navigate("http://127.0.0.1:" + port + "/" + hash);
        return port;
    }

    private Locator tile(String camera) {
        return page.locator(".tile[data-camera=" + camera + "]");
    }

    private void awaitFrame(String camera) {
        assertThat(tile(camera).locator("canvas")).hasAttribute("data-seq", Pattern.compile("\\d+"));
    }

    private void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
    }

    @Test
    void drawsMovingPicturesWithSkeletonsAndTheStateOfEachCamera() {
        open(house(), "");
        awaitFrame("lobby");
        awaitFrame("yard");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> ((Number) tile("lobby").locator("canvas").evaluate(LEFT_ARM_PIXELS)).intValue() > 50);
        String first = tile("lobby").locator("canvas").getAttribute("data-seq");
        assertThat(tile("lobby").locator("canvas")).not().hasAttribute("data-seq", first);
        assertThat(tile("lobby").locator(".badge")).hasText("live");
        assertThat(tile("lobby").locator("[data-value=people]")).hasText("3");
        assertThat(tile("lobby").locator("[data-value=latency]")).hasText(Pattern.compile("\\d+ ms"));
        assertThat(tile("gate").locator(".badge")).hasText("failed");
        assertThat(tile("gate").locator(".veil p")).hasText("192.0.2.14 refused the connection; tried again in 8 s");
        assertThat(page.locator("[data-total=cameras]")).hasText("2 / 3");
        assertThat(page.locator("[data-total=people]")).hasText("5");
        assertThat(page.locator(".link")).hasText("Connected");
        screenshot("grid");
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void listsTheNewestPosesAndShowsTheRecordOfOne() {
        open(house(), "");
        assertThat(page.locator(".stream li").first()).isVisible();
        page.locator(".pause").click();
        assertThat(page.locator(".pause")).hasText("Go on");
        Locator row = page.locator(".stream li").filter(new Locator.FilterOptions().setHasText("lobby")).first();
        assertThat(row.locator(".chip")).hasCount(3);
        row.locator("button").click();

        assertThat(page.locator("dialog.record h2")).containsText("lobby · frame ");
        assertThat(page.locator("dialog.record pre")).containsText("\"skeleton\": \"coco17\"");
        screenshot("record");
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog.record")).isHidden();
        page.keyboard().press("s");
        assertThat(page.locator(".stream")).isHidden();
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void showsOneCameraByClickKeyOrAddressAndThenReadsThatOneOnly() {
        open(house(), "#/camera/yard");
        awaitFrame("yard");
        assertThat(tile("yard")).isVisible();
        assertThat(tile("lobby")).isHidden();
        assertThat(tile("yard").locator(".facts")).containsText("640 × 360");
        await().until(() -> feed.watched().equals(Set.of("yard")));
        screenshot("single");

        page.keyboard().press("Escape");
        assertThat(tile("lobby")).isVisible();
        await().until(() -> feed.watched().containsAll(Set.of("lobby", "yard")));
        tile("lobby").locator("canvas").click();
        assertThat(page).hasURL(Pattern.compile("#/camera/lobby$"));
        assertThat(tile("yard")).isHidden();
        page.keyboard().press("ArrowRight");
        assertThat(page).hasURL(Pattern.compile("#/camera/yard$"));
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void showsHowTheAnalysisKeepsUpAndWhatHelpsWhileItDoesNot() {
        open(house(), "");
        awaitFrame("lobby");
        assertThat(tile("lobby").locator("[data-value=analysed]")).hasText(Pattern.compile("[1-9].*"));
        assertThat(tile("lobby").locator(".slow")).isHidden();

        feed.drop(1);
        assertThat(tile("lobby").locator(".slow")).hasText(Pattern.compile(
                "Too slow: [1-9] of 10 frames dropped. Lower --max-fps, use --pose-model movenet-lightning or add analyze workers."));
        screenshot("slow");
        assertThat(tile("gate").locator(".slow")).isHidden();
        feed.drop(0);
        assertThat(tile("lobby").locator(".slow")).isHidden();
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void takesACameraAwayWhenTheServerDoesAndSaysSoWhereItWasShownAlone() {
        open(house(), "#/camera/yard");
        awaitFrame("yard");
        feed.forget("yard");
        assertThat(page.locator(".absent h2")).hasText("No camera is called “yard”");
        screenshot("gone");
        await().until(() -> feed.watched().isEmpty());

        page.locator(".absent a").click();
        assertThat(tile("lobby")).isVisible();
        assertThat(tile("yard")).hasCount(0);
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void connectsAgainByItselfAfterTheServerWasRestarted() {
        int port = open(house(), "");
        awaitFrame("lobby");
        server.close();
        feed.close();
        assertThat(page.locator(".link")).containsText("Connection lost");
        screenshot("lost");

        serve(new TestingFeed().live("lobby", new Color(96, 104, 120), 1).live("attic", new Color(90, 90, 90), 1),
                DashboardSettings.DEFAULT.withPort(port));
        assertThat(page.locator(".link")).hasText("Connected", new LocatorAssertions.HasTextOptions().setTimeout(60_000));
        awaitFrame("attic");
        assertThat(tile("yard")).hasCount(0);
        assertThat(tile("lobby").locator("[data-value=people]")).hasText("1");
        // The browser itself reports each attempt in vain.
        assertThat(browser.errors).allMatch(error -> error.startsWith("WebSocket connection to") || error.contains("ERR_CONNECTION_REFUSED"));
    }

    @Test
    void explainsHowToAddACameraWhereThereIsNone() {
        open(new TestingFeed(), "");
        assertThat(page.locator(".empty h2")).hasText("No cameras yet");
        assertThat(page.locator(".empty code").first()).containsText("posestream");
        screenshot("empty");
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void worksWithAPassword() {
        int port = serve(house(), DashboardSettings.DEFAULT.withPort(0).withCredentials(new Credentials("guard", "s3cret")));
        page = browser.page(new NewContextOptions().setViewportSize(1280, 720).setHttpCredentials("guard", "s3cret"));
        page.navigate("http://127.0.0.1:" + port + "/");
        awaitFrame("lobby");
        assertThat(page.locator(".link")).hasText("Connected");
    }

    @Test
    void fitsAPhoneWithoutScrollingSideways() {
        int port = serve(house(), DashboardSettings.DEFAULT.withPort(0));
        page = browser.page(new NewContextOptions().setViewportSize(390, 844).setDeviceScaleFactor(2).setHasTouch(true));
        page.navigate("http://127.0.0.1:" + port + "/");
        awaitFrame("lobby");
        assertThat(page.locator(".stream")).isHidden();
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue()).isEqualTo(390);
        assertThat(((Number) tile("lobby").locator("canvas").evaluate("canvas => canvas.width")).intValue()).isGreaterThan(390);
        screenshot("phone");
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void scrollsRatherThanCuttingTilesWhereThereAreMoreCamerasThanFit() {
        TestingFeed many = new TestingFeed();
        IntStream.rangeClosed(1, 40).forEach(i -> many.troubled("cam-" + i, CameraState.ENDED, "switched off"));
        open(many, "");
        assertThat(page.locator(".tile")).hasCount(40);
        assertThat(tile("cam-10").locator(".badge")).hasText("ended");

        BoundingBox tile = tile("cam-1").boundingBox();
        BoundingBox bar = tile("cam-1").locator(".bar").boundingBox();
        assertThat(bar.y + bar.height).isCloseTo(tile.y + tile.height, within(1.0));
        assertThat(tile.width).isGreaterThanOrEqualTo(250);
        assertThat(((Number) page.evaluate("document.querySelector('.grid').scrollHeight")).intValue()).isGreaterThan(720);
        await().until(() -> !feed.watched().isEmpty() && feed.watched().size() < 40);
        assertThat(feed.watched()).contains("cam-1").doesNotContain("cam-40");
        screenshot("many");
    }
}
