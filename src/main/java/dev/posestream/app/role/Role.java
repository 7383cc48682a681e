package dev.posestream.app.role;

import dev.posestream.dashboard.HealthCheck;
import java.util.List;

/** A part of the program that runs until it is closed. */
public interface Role extends AutoCloseable {

    /** What has to hold for it to do its work. */
    List<HealthCheck> checks();

    @Override
    void close();
}
