package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.app.role.Dashboard;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code posestream dashboard}: the page, and nothing else. */
@Command(name = "dashboard", description = "Shows the cameras and poses of the Kafka at --bootstrap-servers on a web page.")
final class DashboardCommand extends RoleCommand {

    DashboardCommand(Map<String, String> environment) {
        super(environment, false, List.of(Settings.KAFKA, Settings.DASHBOARD, Settings.TOPICS));
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = remote();
        ListenPort.checkDashboard(configuration);
        return Foreground.run(configuration, service -> {
            service.kafka();
            Dashboard dashboard = service.dashboard();
            commandLine().getOut().println("Dashboard on http://" + configuration.get(Settings.HOST) + ":" + dashboard.port() + "/");
            return Foreground.untilStopped();
        });
    }
}
