package dev.posestream.network.count;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.posestream.network.ModelCatalog;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.TinyOnnx;
import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.dite.DiteHrNet;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.onnx.TrainingForm;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxCountTest {

    /** Counted in Python on the shapes that ONNX's own shape inference gives. */
    @ParameterizedTest
    @CsvSource({
        "movenet-lightning, 192, 192, 2319065, 257223168",
        "movenet-thunder, 256, 256, 6232513, 1196103680",
        "centernet-person, 320, 320, 2015049, 506512544",
        "centernet-person, 256, 192, 2015049, 243600128"})
    void countsTheBundledModels(String name, int height, int width, long parameters, long multiplyAdds) throws Exception {
        OnnxCount count = OnnxCount.of(ModelCatalog.open(name), Optional.of(List.of(height, width)));
        assertThat(count.parameters()).isEqualTo(parameters);
        assertThat(count.unknown()).isEmpty();
        assertThat(count.multiplyAdds()).hasValue(multiplyAdds);
    }

    /** Counted in the same way; every kernel of a bank runs and is mixed, so it is more than the network's 243,161,720. */
    @Test
    void countsWhatTheTrainingFormExecutes() {
        Graph graph = DiteHrNet.of("dite-hrnet-18", 256, 192, 17).graph();
        OnnxCount count = OnnxCount.of(TrainingForm.write(graph, Checkpoint.fresh(graph, new Random(0))), Optional.empty());
        assertThat(count.parameters()).isEqualTo(1_219_795);
        assertThat(count.multiplyAdds()).hasValue(304_867_448);
        assertThat(count.operators()).containsEntry("Conv", 585).containsEntry("BatchNormalization", 427).containsEntry("MatMul", 147);
    }

    @Test
    void saysWhichInputLeavesItsSizeFree() throws Exception {
        OnnxCount count = OnnxCount.of(ModelCatalog.open("centernet-person"), Optional.empty());
        assertThat(count.multiplyAdds()).isEmpty();
        assertThat(count.unknown()).contains("input image leaves its size free");
    }

    @Test
    void saysWhichNodeHasNoKnownShapeInsteadOfAWrongNumber() throws Exception {
        OnnxCount count = OnnxCount.of(new TinyOnnx().input("image", -1, 3, 8, 8).nonsense("image", "riddle").convolution("riddle", "y", 3, 2, 2, new float[24])
                .output("y", -1, 2, -1, -1).file(), Optional.empty());
        assertThat(count.multiplyAdds()).isEmpty();
        assertThat(count.unknown()).isEqualTo("node riddle (NoSuchOperator) has no known shape");
        assertThat(count.parameters()).isEqualTo(24);
        assertThat(count.operators()).containsEntry("NoSuchOperator", 1);
    }

    /** 2 outputs of 3 x 2 x 2 weights at 4 x 4 places, for each picture. */
    @Test
    void countsForOnePictureWhereTheBatchIsFixed() throws Exception {
        for (int batch : new int[] {-1, 1, 8}) {
            OnnxCount count = OnnxCount.of(new TinyOnnx().input("image", batch, 3, 8, 8).convolution("image", "y", 3, 2, 2, new float[24])
                    .output("y", batch, 2, 4, 4).file(), Optional.empty());
            assertThat(count.multiplyAdds()).hasValue(24 * 16);
        }
    }

    /** [1, 3, 8, 8] as [1, 8, 24] by [24, 5]: the target shape is computed out of the picture's own, as exporters write it. */
    @Test
    void followsShapesThatTheGraphComputes() throws Exception {
        OnnxCount count = OnnxCount.of(file(
                node("Shape", "all", List.of("image")),
                node("Gather", "batch", List.of("all", "zero")),
                node("Unsqueeze", "first", List.of("batch", "axis0")),
                node("Concat", "target", List.of("first", "rest"), integer("axis", 0)),
                node("Reshape", "rows", List.of("image", "target")),
                node("MatMul", "y", List.of("rows", "weights"))), Optional.empty());
        assertThat(count.unknown()).isEmpty();
        assertThat(count.multiplyAdds()).hasValue(8 * 24 * 5);
    }

    @Test
    void countsMatrixProductsOfTheRuntimesOwn() throws Exception {
        NodeProto product = node("FusedMatMul", "y", List.of("rows", "weights"), integer("transA", 1)).toBuilder().setDomain("com.microsoft").build();
        OnnxCount count = OnnxCount.of(file(node("Reshape", "rows", List.of("image", "tall")), product), Optional.empty());
        assertThat(count.multiplyAdds()).hasValue(8 * 24 * 5);
        assertThat(count.operators()).containsEntry("com.microsoft.FusedMatMul", 1);
    }

    @Test
    void doesNotPassOverAnOperatorThatMayMultiply() throws Exception {
        NodeProto foreign = node("Mystery", "y", List.of("image")).toBuilder().setDomain("com.example").build();
        assertThat(OnnxCount.of(file(foreign), Optional.empty()).unknown()).isEqualTo("node y (com.example.Mystery) can't be counted");
        assertThat(OnnxCount.of(file(node("LSTM", "y", List.of("image"))), Optional.empty()).unknown()).isEqualTo("node y (LSTM) can't be counted");
    }

    private static OnnxFile file(NodeProto... nodes) throws Exception {
        ModelProto model = ModelProto.parseFrom(new TinyOnnx().input("image", -1, 3, 8, 8).output("y", -1, 5).bytes());
        GraphProto graph = model.getGraph().toBuilder().addAllNode(List.of(nodes))
                .addInitializer(integers("zero").clearDims().addInt64Data(0)).addInitializer(integers("axis0", 0)).addInitializer(integers("rest", 8, -1))
                .addInitializer(integers("tall", 24, 8))
                .addInitializer(TensorProto.newBuilder().setName("weights").setDataType(TensorProto.DataType.FLOAT.getNumber()).addDims(24).addDims(5)).build();
        return OnnxFile.of("made.onnx", model.toBuilder().setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1)).build().toByteArray());
    }

    private static TensorProto.Builder integers(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.INT64.getNumber()).addDims(values.length);
        Arrays.stream(values).forEach(tensor::addInt64Data);
        return tensor;
    }

    private static NodeProto node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        return NodeProto.newBuilder().setOpType(operator).addAllInput(inputs).addOutput(output).addAllAttribute(List.of(attributes)).build();
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build();
    }
}
