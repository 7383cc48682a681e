package dev.posestream.app.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which network, for commands that need no file to know it. */
final class ArchitectureOptions {

    @Option(names = "--arch", required = true, paramLabel = "NAME", description = "Such as dite-hrnet-18.")
    private String arch;

    @Option(names = "--input", required = true, paramLabel = "HEIGHTxWIDTH", converter = InputSize.Converter.class,
            description = "The picture's size, height first, multiples of 32, such as 256x192.")
    private InputSize input;

    @Option(names = "--keypoints", defaultValue = "17", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int keypoints;

    /** @throws picocli.CommandLine.ParameterException when there is no such network */
    ArchitectureModel model(CommandSpec spec) {
        return new ArchitectureModel(spec, arch, input, keypoints);
    }
}
