package dev.posestream.dashboard;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.posestream.testing.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Debian's Chromium without a window, which keeps every error that a page reports. */
final class Browser implements AutoCloseable {

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final com.microsoft.playwright.Browser chromium = playwright.chromium().launch(new BrowserType.LaunchOptions()
            .setExecutablePath(Path.of(Tool.CHROMIUM_PROGRAM))
            .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
                    "--disable-sync", "--no-first-run", "--disable-quic")));
    final List<String> errors = new CopyOnWriteArrayList<>();

    Page page(int width, int height) {
        return page(new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(width, height));
    }

    Page page(com.microsoft.playwright.Browser.NewContextOptions options) {
        errors.clear();
        BrowserContext context = chromium.newContext(options);
        context.setDefaultTimeout(30_000);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
        return page;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
