package dev.posestream.network;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An input or output of an ONNX graph as its file declares it.
 *
 * @param name        the tensor's name in the graph
 * @param elementType ONNX's name of the element type in lower case, such as {@code float} or {@code int64}
 * @param shape       sizes, {@link #FREE} where the file leaves one open; empty where it declares none
 */
public record TensorInfo(String name, String elementType, List<Long> shape) {

    /** A dimension whose size is known only when the network runs. */
    public static final long FREE = -1;

    public TensorInfo {
        shape = List.copyOf(shape);
    }

    public boolean isFloat() {
        return elementType.equals("float");
    }

    public int rank() {
        return shape.size();
    }

    /** @return the size, or {@link #FREE} */
    public long size(int axis) {
        return shape.get(axis);
    }

    public boolean isFree(int axis) {
        return shape.get(axis) == FREE;
    }

    /** Such as {@code image: float [?, 3, 256, 256]}. */
    @Override
    public String toString() {
        return name + ": " + elementType + " "
                + shape.stream().map(d -> d == FREE ? "?" : d.toString()).collect(Collectors.joining(", ", "[", "]"));
    }
}
