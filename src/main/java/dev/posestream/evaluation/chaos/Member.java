package dev.posestream.evaluation.chaos;

import dev.posestream.evaluation.process.PoseStreamProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process of the installation, as it would run on a machine of its own, that can be broken. */
class Member extends PoseStreamProcess {

    Member(String name, List<String> command, Map<String, String> environment, Path log) {
        super(name, command, environment, log);
    }

    /** It does nothing more, and its connections stay open. */
    void freeze() throws IOException, InterruptedException {
        run("kill", "-STOP");
    }

    void thaw() throws IOException, InterruptedException {
        run("kill", "-CONT");
    }

    /** From here on no file of it may grow, as on a full disk. */
    void fillDisk() throws IOException, InterruptedException {
        run("prlimit", "--fsize=1:", "--pid");
    }

    void freeDisk() throws IOException, InterruptedException {
        run("prlimit", "--fsize=unlimited:", "--pid");
    }

    private void run(String... tool) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(tool));
        line.add("" + pid());
        Process run = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (run.waitFor() != 0) {
            checkAlive();
            throw new IOException("'" + String.join(" ", line) + "' failed for " + name());
        }
    }
}
