package dev.posestream.network.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file of weights is, by its first bytes; its name does not count. */
public enum CheckpointKind {

    /** A zip archive, as {@code torch.save} writes it. */
    TORCH,

    SAFETENSORS,

    /** Neither of those: perhaps ONNX. */
    OTHER;

    private static final int START = 16;
    private static final int PICKLE = 0x80;
    private static final int NEWEST_PICKLE = 5;

    /**
     * @throws BadCheckpointException when there is no such file, or it is a bare pickle
     * @throws IOException            when it can't be read
     */
    public static CheckpointKind of(Path file) throws BadCheckpointException, IOException {
        if (!Files.isRegularFile(file)) {
            throw new BadCheckpointException(file + (Files.exists(file) ? " is no file" : " does not exist") + "; expected a checkpoint or an ONNX file");
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(START);
        }
        if (start.length >= 2 && start[0] == 'P' && start[1] == 'K') {
            return TORCH;
        }
        // Looked for before a pickle, which the length of a header may begin like.
        if (SafetensorsFile.beginsSo(start)) {
            return SAFETENSORS;
        }
        if (start.length >= 2 && (start[0] & 0xff) == PICKLE && start[1] >= 0 && start[1] <= NEWEST_PICKLE) {
            throw new BadCheckpointException(file + " is a bare pickle, as PyTorch wrote them before 1.6; expected a zip archive. Save it anew in Python: "
                    + "torch.save(torch.load(file, map_location='cpu', weights_only=True), out)");
        }
        return OTHER;
    }

    /**
     * @throws BadCheckpointException when it is not whole, or holds anything but tensors where only tensors may be
     * @throws IOException            when it can't be read
     */
    public StoredTensors open(Path file) throws BadCheckpointException, IOException {
        return switch (this) {
            case TORCH -> TorchFile.open(file);
            case SAFETENSORS -> SafetensorsFile.open(file);
            case OTHER -> throw new BadCheckpointException(file + " is neither a PyTorch checkpoint (a zip archive that torch.save wrote) nor a safetensors file");
        };
    }
}
