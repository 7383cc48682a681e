package dev.posestream.dashboard;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * The page: a fixed list of files from the class path, held in memory, so that nothing else can be reached. Browsers ask
 * again each time and are answered 304 while the file's content, which the ETag names, is the same (RFC 9110, 8.8.3).
 */
final class PageFiles {

    static final List<String> NAMES = List.of("index.html", "favicon.svg",
            "style/base.css", "style/header.css", "style/grid.css", "style/stream.css",
            "js/main.js", "js/connection.js", "js/message.js", "js/camera.js", "js/cameras.js", "js/tile.js", "js/picture.js",
            "js/painter.js", "js/limbs.js", "js/colours.js", "js/sparkline.js", "js/header.js", "js/stream.js",
            "js/grid.js", "js/route.js", "js/keys.js", "js/dialog.js", "js/format.js", "js/dom.js");

    private record PageFile(Buffer content, String type, String etag) {}

    void install(Router router) {
        for (String name : NAMES) {
            PageFile file = load(name);
            String path = name.equals("index.html") ? "/" : "/" + name;
            router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(context -> serve(context, file));
        }
    }

    private static void serve(RoutingContext context, PageFile file) {
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-cache").putHeader(HttpHeaders.ETAG, file.etag());
        String known = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && known.contains(file.etag())) {
            context.response().setStatusCode(304).end();
            return;
        }
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, file.type());
        if (context.request().method() == HttpMethod.HEAD) {
            context.response().putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(file.content().length())).end();
        } else {
            context.response().end(file.content());
        }
    }

    private static PageFile load(String name) {
        byte[] bytes = bytes("/dashboard/" + name);
        String etag = '"' + HexFormat.of().formatHex(Digests.sha256(bytes), 0, 12) + '"';
        return new PageFile(Buffer.buffer(bytes), type(name), etag);
    }

    /** A text of the class path, by its absolute name there. */
    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new DashboardException("the page's file " + name + " is missing from the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the page's file " + name + " can't be read", e);
        }
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("no content type is known for " + name);
        };
    }
}
