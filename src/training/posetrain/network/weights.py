"""Which numbers of an ONNX graph are trained.

The rule: a float initializer is a **parameter** when it reaches, as it is or through Cast, Reshape, Transpose, Squeeze, Unsqueeze, Flatten or Identity,

* the kernel or bias of Conv, ConvTranspose or Gemm, the scale or shift of BatchNormalization, or either side of MatMul;
* an Add as a bias per channel (at most one of its dimensions is larger than 1, its size is not 1), whose other side has been
  through such a layer.

BatchNormalization's mean and variance are **statistics**. All else (normalisation of the picture, factors, bounds, coordinate grids)
stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from onnx import NodeProto

from posetrain.network.onnx_file import FLOATS, OnnxFile

LAYERS = {"Conv": (1, 2), "ConvTranspose": (1, 2), "Gemm": (1, 2), "BatchNormalization": (1, 2), "MatMul": (0, 1)}
STATISTICS = {"BatchNormalization": (3, 4)}
REARRANGING = ("Cast", "Reshape", "Transpose", "Squeeze", "Unsqueeze", "Flatten", "Identity")


@dataclass
class Weights:
    """Names of initializers."""

    parameters: list[str] = field(default_factory=list)
    statistics: list[str] = field(default_factory=list)


def of(file: OnnxFile) -> Weights:
    """Each name once, in the order of its first use."""
    shapes = {name: tuple(tensor.dims) for name, tensor in file.initializers.items() if tensor.data_type in FLOATS}
    origin = {name: name for name in shapes}
    weights, after_a_layer = Weights(), set()
    for node in file.model.graph.node:
        if node.op_type in REARRANGING and node.input[0] in origin:
            origin[node.output[0]] = origin[node.input[0]]
            continue
        parameters = [origin[i] for i in _at(node, LAYERS.get(node.op_type, ())) if i in origin]
        if node.op_type == "Add":
            parameters += [origin[a] for a, b in (node.input, reversed(node.input))
                           if a in origin and b in after_a_layer and _is_bias(shapes[origin[a]])]
        weights.parameters += parameters
        weights.statistics += [origin[i] for i in _at(node, STATISTICS.get(node.op_type, ())) if i in origin]
        if parameters or after_a_layer.intersection(node.input):
            after_a_layer.update(node.output)
    statistics = list(dict.fromkeys(weights.statistics))
    return Weights([name for name in dict.fromkeys(weights.parameters) if name not in statistics], statistics)


def _at(node: NodeProto, places: tuple[int, ...]) -> list[str]:
    return [node.input[place] for place in places if place < len(node.input)]


def _is_bias(shape: tuple[int, ...]) -> bool:
    return sum(size > 1 for size in shape) == 1
