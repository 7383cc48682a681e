package dev.posestream.dashboard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;

/** Which hosts mean this machine alone. */
final class Loopback {

    private Loopback() {}

    /** Whether listening there reaches this machine only. @throws DashboardException when the name has no address */
    static boolean listens(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            throw new DashboardException("host '" + host + "' to listen on has no address here; expected an address of this "
                    + "machine such as 127.0.0.1, or 0.0.0.0 for all of them", e);
        }
    }

    /** Whether a browser's {@code Host} names this machine alone; asks no name server, whose answer could be forged. */
    static boolean isNamedBy(String hostHeader) {
        String host = hostHeader.toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.endsWith(".localhost") || host.equals("[::1]") || host.equals("::1")
                || host.matches("127(\\.\\d{1,3}){3}");
    }
}
