package dev.posestream.network;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An ONNX model as it lies in a file: its declared inputs, outputs and metadata, and the bytes to run. Immutable. */
public final class OnnxFile {

    private static final Set<String> OF_THE_GRAPH = Set.of(ModelMetadata.ARCH, ModelMetadata.FORM);

    private final String name;
    private final byte[] bytes;
    private final List<TensorInfo> inputs;
    private final List<TensorInfo> outputs;
    private final Map<String, String> metadata;

    private OnnxFile(String name, byte[] bytes, ModelProto model) {
        this.name = name;
        this.bytes = bytes;
        GraphProto graph = model.getGraph();
        // Before IR version 4 every weight was listed as an input too.
        Set<String> weights = graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
        inputs = graph.getInputList().stream().filter(i -> !weights.contains(i.getName())).map(DeclaredTensor::of).toList();
        outputs = graph.getOutputList().stream().map(DeclaredTensor::of).toList();
        Map<String, String> entries = new LinkedHashMap<>();
        model.getMetadataPropsList().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        metadata = java.util.Collections.unmodifiableMap(entries);
    }

    /**
     * @throws BadModelException when there is no such file or it is not a whole ONNX model
     * @throws IOException       when it can't be read
     */
    public static OnnxFile read(Path file) throws BadModelException, IOException {
        try {
            if (Files.isDirectory(file)) {
                throw new BadModelException(file + " is a folder; expected an ONNX file");
            }
            return of(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new BadModelException("model file " + file + " does not exist");
        } catch (OutOfMemoryError e) {
            throw new BadModelException(file + " is too large to read: " + Files.size(file) + " bytes; expected less than 2 GiB");
        }
    }

    /**
     * @param name  what messages call it
     * @param bytes not copied, so nobody may write to it
     * @throws BadModelException when the bytes are not a whole ONNX model
     */
    public static OnnxFile of(String name, byte[] bytes) throws BadModelException {
        ModelProto model;
        try {
            model = ModelProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new BadModelException(name + " is not an ONNX model: its " + bytes.length
                    + " bytes are no ONNX protobuf message (" + e.getMessage() + "); expected a whole .onnx file");
        }
        List<String> missing = missingParts(model);
        if (!missing.isEmpty()) {
            throw new BadModelException(name + " is not an ONNX model: its " + bytes.length + " bytes hold no "
                    + String.join(", no ", missing) + "; expected a whole .onnx file");
        }
        if (model.getGraph().getInitializerList().stream().anyMatch(OnnxFile::isElsewhere)) {
            throw new BadModelException(name + " keeps its weights in other files; expected one file that holds them all"
                    + " (in Python: onnx.save(onnx.load(file), out, save_as_external_data=False))");
        }
        return new OnnxFile(name, bytes, model);
    }

    /** What messages call it: the path it was read from, or the bundled model's name. */
    public String name() {
        return name;
    }

    /** The file's content; nobody may write to it. */
    public byte[] bytes() {
        return bytes;
    }

    /** The graph's inputs, without its weights. */
    public List<TensorInfo> inputs() {
        return inputs;
    }

    public List<TensorInfo> outputs() {
        return outputs;
    }

    public Map<String, String> metadata() {
        return metadata;
    }

    /** @throws BadModelException when the metadata do not say how the model is fed and read */
    public ModelDescription description() throws BadModelException {
        return ModelMetadata.decode(name, metadata);
    }

    /** The same graph with this description in its metadata; other metadata stay, an older description goes. */
    public OnnxFile describe(ModelDescription description) {
        Map<String, String> entries = new LinkedHashMap<>(metadata);
        entries.keySet().removeIf(key -> key.startsWith(ModelMetadata.PREFIX) && !OF_THE_GRAPH.contains(key));
        entries.putAll(ModelMetadata.encode(description));
        return withMetadata(entries);
    }

    /** The same graph, which says what it is. @param form as {@link ModelMetadata#FORM} spells it */
    public OnnxFile ofArchitecture(String arch, String form) {
        Map<String, String> entries = new LinkedHashMap<>(metadata);
        entries.put(ModelMetadata.ARCH, arch);
        entries.put(ModelMetadata.FORM, form);
        return withMetadata(entries);
    }

    private OnnxFile withMetadata(Map<String, String> entries) {
        try {
            ModelProto.Builder model = ModelProto.parseFrom(bytes).toBuilder().clearMetadataProps();
            entries.forEach((key, value) -> model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
            ModelProto described = model.build();
            return new OnnxFile(name, described.toByteArray(), described);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the bytes of " + name + " changed since they were read", e);
        }
    }

    /** The same graph for one batch size instead of any. ONNX Runtime loads it several times as fast. */
    public OnnxFile ofBatch(int batch) {
        try {
            ModelProto.Builder model = ModelProto.parseFrom(bytes).toBuilder();
            model.getGraphBuilder().getInputBuilderList().forEach(input -> setBatch(input, batch));
            model.getGraphBuilder().getOutputBuilderList().forEach(output -> setBatch(output, batch));
            ModelProto fixed = model.build();
            return new OnnxFile(name, fixed.toByteArray(), fixed);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the bytes of " + name + " changed since they were read", e);
        }
    }

    private static void setBatch(ValueInfoProto.Builder value, int batch) {
        value.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().getDimBuilder(0).setDimValue(batch);
    }

    /** Writes the file whole or not at all: nobody ever sees half of it. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, bytes);
    }

    private static List<String> missingParts(ModelProto model) {
        List<String> missing = new ArrayList<>();
        if (model.getIrVersion() <= 0) {
            missing.add("IR version");
        }
        if (model.getOpsetImportCount() == 0) {
            missing.add("operator set");
        }
        if (model.getGraph().getOutputCount() == 0) {
            missing.add("graph with outputs");
        }
        return missing;
    }

    private static boolean isElsewhere(TensorProto weights) {
        return weights.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
    }
}
