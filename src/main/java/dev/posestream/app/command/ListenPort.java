package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Setting;
import dev.posestream.app.config.Settings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks whether a port can be listened on, before Kafka and the networks are started, which takes long. */
final class ListenPort {

    private ListenPort() {}

    /** @throws UnavailableException when the dashboard could not listen */
    static void checkDashboard(Configuration configuration) throws UnavailableException {
        check(configuration, Settings.HOST, Settings.PORT);
    }

    /** @throws UnavailableException when health and metrics are wanted and could not listen */
    static void checkMonitoring(Configuration configuration) throws UnavailableException {
        check(configuration, Settings.MONITORING_HOST, Settings.MONITORING_PORT);
    }

    /** Port 0 is always free: for the dashboard it is any port, for monitoring none. */
    private static void check(Configuration configuration, Setting<String> hostSetting, Setting<Integer> portSetting) throws UnavailableException {
        String host = configuration.get(hostSetting);
        int port = configuration.get(portSetting);
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            boolean inUse = e instanceof BindException && e.getMessage().contains("in use");
            throw new UnavailableException("port " + port + " on " + host + (inUse ? " is in use; choose another with " + portSetting.flag()
                    : " can't be listened on (" + e.getMessage() + "); choose another with " + portSetting.flag() + ", or another address with "
                    + hostSetting.flag()), e);
        }
    }
}
