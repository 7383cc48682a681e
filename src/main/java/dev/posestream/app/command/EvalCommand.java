package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.ConfigurationException;
import dev.posestream.app.config.Problem;
import dev.posestream.app.config.Settings;
import dev.posestream.evaluation.accuracy.AccuracyReport;
import dev.posestream.evaluation.accuracy.AccuracyRun;
import dev.posestream.evaluation.accuracy.AccuracySettings;
import dev.posestream.evaluation.accuracy.AccuracyTable;
import dev.posestream.evaluation.accuracy.Outputs;
import dev.posestream.evaluation.accuracy.PersonBoxes;
import dev.posestream.evaluation.annotation.AnnotationException;
import dev.posestream.inference.InferenceException;
import dev.posestream.inference.InferenceSettings;
import dev.posestream.network.BadModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code posestream eval}: how accurate a model is on annotated pictures. */
@Command(name = "eval", description = {"Measures how accurate a model is on annotated pictures: on COCO keypoint annotations average precision "
        + "and recall as pycocotools computes them, on MPII annotations PCKh.",
        "Needs no camera and no Kafka."})
final class EvalCommand extends ConfiguredCommand {

    private static final int DRAWN = 20;

    @Option(names = "--annotations", required = true, paramLabel = "FILE",
            description = "COCO keypoint annotations (person_keypoints_….json), or MPII's as HRNet and mmpose have them.")
    private Path annotations;

    @Option(names = "--images", paramLabel = "FOLDER", description = "Where the pictures are.")
    private Path images;

    @Option(names = "--head-boxes", paramLabel = "FILE", description = "MPII: mpii_gt_val.mat, where the annotations have no head_box.")
    private Path headBoxes;

    @Option(names = "--boxes", paramLabel = "WHOSE", description = "COCO: ground-truth, for the pose network alone, or detector, for both. Default: ground-truth.")
    private String boxes;

    @Option(names = "--flip-test", description = "Averages the heatmaps with those of the mirrored crop.")
    private boolean flipTest;

    @Option(names = "--results", paramLabel = "FILE", description = "Scores this COCO result file, instead of running networks.")
    private Path results;

    @Option(names = "--save-results", paramLabel = "FILE", description = "Writes the poses there as a COCO result file.")
    private Path saveResults;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes figures and settings there, too.")
    private Path json;

    @Option(names = "--pictures", paramLabel = "FOLDER", description = "Draws the people found worst there, a picture each.")
    private Path pictures;

    @Option(names = "--worst", paramLabel = "N", description = "How many. Default: " + DRAWN + ".")
    private Integer worst;

    EvalCommand(Map<String, String> environment) {
        super(environment, false, List.of(Settings.MODEL, List.of(Settings.THREADS)));
    }

    @Override
    public Integer call() throws Exception {
        AccuracySettings settings = settings(configuration());
        try (StopSignals signals = StopSignals.endAtOnce()) {
            AccuracyReport report = new AccuracyRun(settings, new ProgressBars()).run();
            commandLine().getOut().print(AccuracyTable.of(report));
            commandLine().getOut().flush();
            return ExitCode.OK;
        } catch (AnnotationException | BadModelException | InferenceException | IOException e) {
            throw new UnavailableException(e);
        }
    }

    private AccuracySettings settings(Configuration configuration) throws ConfigurationException {
        List<Problem> problems = new ArrayList<>();
        readable("--annotations", annotations, problems);
        readable("--results", results, problems);
        readable("--head-boxes", headBoxes, problems);
        if (images != null && !Files.isDirectory(images)) {
            problems.add(new Problem("--images", images.toString(), "no such folder"));
        }
        if (images == null && (results == null || pictures != null)) {
            problems.add(new Problem("--images", "", "the folder with the pictures is missing"));
        }
        if (worst != null && (worst < 1 || pictures == null)) {
            problems.add(new Problem("--worst", worst.toString(), worst < 1 ? "expected at least 1" : "needs --pictures FOLDER to draw into"));
        }
        if (results != null && (flipTest || boxes != null || saveResults != null)) {
            problems.add(new Problem("--results", results.toString(),
                    "no network is run on results; leave --boxes, --flip-test and --save-results out"));
        }
        PersonBoxes personBoxes = PersonBoxes.GROUND_TRUTH;
        InferenceSettings inference = configuration.inference().withFlipTest(flipTest);
        try {
            personBoxes = boxes == null ? personBoxes : PersonBoxes.parse(boxes);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem("--boxes", boxes, e.getMessage()));
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        int drawn = pictures == null ? 0 : worst == null ? DRAWN : worst;
        Outputs outputs = new Outputs(Optional.ofNullable(json), Optional.ofNullable(saveResults), Optional.ofNullable(pictures), drawn);
        return new AccuracySettings(annotations, Optional.ofNullable(images), Optional.ofNullable(headBoxes), Optional.ofNullable(results), personBoxes,
                inference, configuration.threads(), outputs);
    }

    private static void readable(String option, Path file, List<Problem> problems) {
        if (file != null && !Files.isReadable(file)) {
            problems.add(new Problem(option, file.toString(), "no such file, or not readable"));
        }
    }
}
