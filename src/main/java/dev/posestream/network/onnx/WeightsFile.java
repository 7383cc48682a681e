package dev.posestream.network.onnx;

import dev.posestream.network.BadModelException;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.checkpoint.BadCheckpointException;
import dev.posestream.network.checkpoint.CheckpointKind;
import dev.posestream.network.checkpoint.StoredTensors;
import java.io.IOException;
import java.nio.file.Path;

/** A file with a network's weights, whichever kind it is: a checkpoint, or a training form in ONNX. */
public final class WeightsFile {

    private WeightsFile() {}

    /**
     * @throws BadCheckpointException when it is of no kind that holds weights, or not whole
     * @throws IOException            when it can't be read
     */
    public static StoredTensors read(Path file) throws BadCheckpointException, IOException {
        CheckpointKind kind = CheckpointKind.of(file);
        if (kind != CheckpointKind.OTHER) {
            return kind.open(file);
        }
        try {
            return Initializers.read(OnnxFile.read(file));
        } catch (BadModelException e) {
            throw new BadCheckpointException(file + " is neither a PyTorch checkpoint (a zip archive that torch.save wrote), nor safetensors, nor ONNX ("
                    + e.getMessage() + ")", e);
        }
    }
}
