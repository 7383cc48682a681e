package dev.posestream.network.fetch;

import dev.posestream.network.BadModelException;
import dev.posestream.network.FittingModel;
import dev.posestream.network.ModelMetadata;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.checkpoint.BadCheckpointException;
import dev.posestream.network.checkpoint.CheckpointKind;
import dev.posestream.network.checkpoint.StoredTensors;
import dev.posestream.network.dite.DiteHrNet;
import dev.posestream.network.dite.Likeness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What a fetched file is. */
public sealed interface Content {

    /** The program runs it as it is. */
    record Model(FittingModel model) implements Content {}

    /**
     * A checkpoint, to be put into an architecture.
     *
     * @param suffix {@code .pth} or {@code .safetensors}
     * @param arch   the architecture it says it is of, or looks like; one of the known ones
     * @param input  the picture's size, as the file says it
     */
    record Weights(String suffix, Optional<String> arch, Optional<String> input) implements Content {}

    /** An ONNX graph that does not say how it is fed and read. */
    record Undescribed() implements Content {}

    /** @throws BadModelException or BadCheckpointException when it is none of these, or not whole, or a model that does not fit its description */
    static Content of(Path file) throws BadModelException, BadCheckpointException, IOException {
        CheckpointKind kind = CheckpointKind.of(file);
        if (kind != CheckpointKind.OTHER) {
            StoredTensors stored = kind.open(file);
            Optional<String> arch = Optional.ofNullable(stored.notes().get(StoredTensors.ARCH)).filter(DiteHrNet.ARCHITECTURES::contains)
                    .or(() -> Likeness.of(stored.tensors()).map(Likeness::arch));
            return new Weights(kind == CheckpointKind.TORCH ? ".pth" : ".safetensors", arch, Optional.ofNullable(stored.notes().get(StoredTensors.INPUT)));
        }
        OnnxFile model = OnnxFile.read(file);
        boolean described = model.metadata().keySet().stream().anyMatch(key -> key.startsWith(ModelMetadata.PREFIX));
        return described ? new Model(FittingModel.of(model)) : new Undescribed();
    }
}
