package dev.posestream.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A program or data outside Maven's reach that some tests need. */
public enum Tool {

    RTSP_SERVER("an RTSP server", "on Debian: apt-get install gir1.2-gst-rtsp-server-1.0 python3-gi gstreamer1.0-plugins-base gstreamer1.0-plugins-good "
            + "gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly", Tool::hasGstreamer),

    CHROMIUM("Chromium at " + Tool.CHROMIUM_PROGRAM, "on Debian: apt-get install chromium", () -> Files.isExecutable(Path.of(Tool.CHROMIUM_PROGRAM))),

    DITE_HRNET_GOLDEN("a checkpoint of Dite-HRNet with the authors' heatmaps", "set POSESTREAM_DITE_HRNET_GOLDEN to a path such as folder/name of "
            + "name.pth, name_input.npy (batch x 3 x 256 x 192) and name_heatmaps.npy, which the authors' network gave for it",
            () -> Files.isReadable(Path.of(Tool.diteHrNetGolden() + ".pth"))),

    COCO_VAL_MINI("a part of COCO val2017", "set POSESTREAM_COCO_VAL_MINI to a folder with annotations.json, images/, "
            + "centernet.bbox.results.json, movenet-lightning.keypoints.results.json and expected.json, pycocotools' figures for both",
            () -> Files.isReadable(Tool.cocoValMini().resolve("expected.json")));

    /** Where Debian puts the browser. */
    public static final String CHROMIUM_PROGRAM = "/usr/bin/chromium";

    private final String name;
    private final String remedy;
    private final Supplier<Boolean> probe;
    private Optional<String> missing;

    /** @param remedy what brings it */
    Tool(String name, String remedy, Supplier<Boolean> probe) {
        this.name = name;
        this.remedy = remedy;
        this.probe = probe;
    }

    /** Why a test that needs this can't run, and what to do; empty when it can. Looked up once. */
    public synchronized Optional<String> missing() {
        if (missing == null) {
            missing = probe.get() ? Optional.empty() : Optional.of("needs " + name + "; " + remedy);
        }
        return missing;
    }

    /** Where the parts of the golden checkpoint are, without their endings. */
    public static String diteHrNetGolden() {
        return System.getenv().getOrDefault("POSESTREAM_DITE_HRNET_GOLDEN", "dite-hrnet-golden");
    }

    /** The folder of {@link #COCO_VAL_MINI}. */
    public static Path cocoValMini() {
        return Path.of(System.getenv().getOrDefault("POSESTREAM_COCO_VAL_MINI", "coco-val-mini"));
    }

    private static boolean hasGstreamer() {
        return runs("/usr/bin/python3", "-c", "import gi; gi.require_version('GstRtspServer', '1.0'); "
                + "from gi.repository import Gst, GstRtspServer; Gst.init(None); "
                + "assert all(Gst.ElementFactory.find(e) for e in ('x264enc', 'x265enc', 'rtph264pay', 'rtph265pay'))");
    }

    private static boolean runs(String... command) {
        if (!Files.isExecutable(Path.of(command[0]))) {
            return false;
        }
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
