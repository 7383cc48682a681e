package dev.posestream.evaluation.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where a measurement was made.
 *
 * @param processor its name where the system tells it, else its architecture
 * @param cores     that the program may use
 * @param system    the operating system
 * @param java      version
 */
record ThisMachine(String processor, int cores, String system, String java) {

    private static final Path LINUX = Path.of("/proc/cpuinfo");

    static ThisMachine look() {
        return new ThisMachine(processorName(), Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"), System.getProperty("java.version"));
    }

    private static String processorName() {
        if (Files.isReadable(LINUX)) {
            try (Stream<String> lines = Files.lines(LINUX)) {
                return lines.filter(line -> line.startsWith("model name")).map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst().orElse(System.getProperty("os.arch"));
            } catch (IOException e) {
                // then the architecture has to do
            }
        }
        return System.getProperty("os.arch");
    }
}
