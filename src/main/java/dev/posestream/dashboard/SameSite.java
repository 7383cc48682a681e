package dev.posestream.dashboard;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps pages of other sites from using a visitor's browser to look at the cameras or to change them: through a websocket, which browsers
 * let any page open (RFC 6455, section 10.2), or through a name of their own that they point at this machine (DNS rebinding).
 */
final class SameSite {

    private final boolean anyHost;
    private final Set<String> publicHosts;

    /** @param settings with credentials any {@code Host} will do, as a foreign page has none to send */
    SameSite(DashboardSettings settings) {
        anyHost = settings.credentials().isPresent();
        publicHosts = settings.publicHosts().stream().map(h -> h.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    void checkHost(RoutingContext context) {
        HostAndPort authority = context.request().authority();
        if (anyHost || authority != null && (Loopback.isNamedBy(authority.host()) || isPublic(authority.host()))) {
            context.next();
        } else {
            JsonErrors.send(context, 421, "without a user and a password the dashboard answers to localhost only, not to '"
                    + (authority == null ? "" : authority.host()) + "'; configure a user and a password, or add this name to its public hosts");
        }
    }

    void checkOrigin(RoutingContext context) {
        String origin = context.request().getHeader("Origin");
        if (origin == null || isOurs(origin, context.request())) {
            context.next();
        } else {
            JsonErrors.send(context, 403, "a page of '" + origin + "' may not do this; "
                    + "if that is a proxy before this dashboard, add its name to the public hosts");
        }
    }

    private boolean isOurs(String origin, HttpServerRequest request) {
        URI uri;
        try {
            uri = URI.create(origin);
        } catch (IllegalArgumentException e) {
            return false;
        }
        HostAndPort authority = request.authority();
        if (uri.getHost() == null || authority == null) {
            return false;
        }
        return isPublic(uri.getHost())
                || uri.getHost().equalsIgnoreCase(authority.host()) && port(uri.getPort()) == port(authority.port());
    }

    private boolean isPublic(String host) {
        return publicHosts.contains(host.toLowerCase(Locale.ROOT));
    }

    /** Browsers leave out the ports that http and https have by default; a proxy may end https before us. */
    private static int port(int port) {
        return port == 80 || port == 443 ? -1 : port;
    }
}
