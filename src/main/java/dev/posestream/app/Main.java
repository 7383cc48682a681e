package dev.posestream.app;

import dev.posestream.app.command.PoseStreamCommand;

/** Where the program begins. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        // Set before the libraries that read them are loaded.
        System.setProperty("java.awt.headless", "true");
        System.setProperty("org.bytedeco.javacpp.logger.debug", "false");
        System.exit(PoseStreamCommand.execute(System.getenv(), System.out, System.err, arguments));
    }
}
