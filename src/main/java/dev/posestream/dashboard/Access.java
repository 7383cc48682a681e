package dev.posestream.dashboard;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** HTTP Basic authentication (RFC 7617): lets everybody pass when no credentials are configured. */
final class Access implements Handler<RoutingContext> {

    private final Optional<byte[]> expected;

    Access(Optional<Credentials> credentials) {
        expected = credentials.map(c -> Digests.sha256((c.user() + ":" + c.password()).getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether the request carries the credentials; compares in a time that says nothing about them. */
    boolean permits(HttpServerRequest request) {
        return expected.isEmpty() || MessageDigest.isEqual(expected.get(), Digests.sha256(sent(request)));
    }

    @Override
    public void handle(RoutingContext context) {
        if (permits(context.request())) {
            context.next();
            return;
        }
        context.response().putHeader("WWW-Authenticate", "Basic realm=\"PoseStream\", charset=\"UTF-8\"");
        JsonErrors.send(context, 401, "this dashboard asks for a user and a password");
    }

    private static byte[] sent(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return new byte[0];
        }
        try {
            return Base64.getDecoder().decode(header.substring(6).trim());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
