package dev.posestream.dashboard;

import java.util.Optional;
import java.util.Set;

/**
 * Where a server listens and who may use it.
 *
 * @param host        address or name to listen on
 * @param port        1 to 65535, or 0 for any free one
 * @param credentials asked of everybody when present; without them the dashboard listens on loopback only
 * @param publicHosts further host names under which browsers reach it, such as that of a reverse proxy; without port
 */
public record DashboardSettings(String host, int port, Optional<Credentials> credentials, Set<String> publicHosts) {

    public static final DashboardSettings DEFAULT = new DashboardSettings("127.0.0.1", 8080, Optional.empty(), Set.of());

    public DashboardSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("dashboard host is empty; expected an address such as 127.0.0.1");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("dashboard port is " + port + ", expected 1 to 65535, or 0 for any free one");
        }
        publicHosts = Set.copyOf(publicHosts);
    }

    public DashboardSettings withHost(String host) {
        return new DashboardSettings(host, port, credentials, publicHosts);
    }

    public DashboardSettings withPort(int port) {
        return new DashboardSettings(host, port, credentials, publicHosts);
    }

    public DashboardSettings withCredentials(Credentials credentials) {
        return new DashboardSettings(host, port, Optional.of(credentials), publicHosts);
    }

    public DashboardSettings withPublicHosts(Set<String> publicHosts) {
        return new DashboardSettings(host, port, credentials, publicHosts);
    }
}
