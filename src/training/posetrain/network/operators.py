"""ONNX operators as PyTorch calls, a function each. The values that they are given and give are torch.fx proxies, whose calls are recorded,
or tensors, where everything is constant."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from onnx import NodeProto, TensorProto, helper, numpy_helper
from torch import Tensor

from posetrain.network.layout import channels_last, reshaped
from posetrain.problem import Problem

INTEGERS = {TensorProto.INT64, TensorProto.INT32, TensorProto.INT16, TensorProto.INT8, TensorProto.UINT8}


@dataclass(frozen=True)
class Operator:
    """What a node of one kind does.

    lists: the inputs that must be constant, which come as lists of numbers (None where they are missing).
    elementwise: whether it combines two values element by element. Then a constant of a single element comes as a number, and other
    constants and weights in the picture's type: they never widen what they are applied to (bfloat16 under autocast).
    """

    run: Callable[..., Any]
    lists: tuple[int, ...]
    elementwise: bool


class Node:
    """A node while it is translated."""

    def __init__(self, proto: NodeProto, training: Any) -> None:
        self.proto = proto
        self.training = training
        """Whether statistics are gathered: a proxy of a bool."""
        self._attributes = {a.name: helper.get_attribute_value(a) for a in proto.attribute}

    def attribute(self, name: str, default: Any = None) -> Any:
        value = self._attributes.get(name, default)
        return value.decode() if isinstance(value, bytes) else value

    def cannot(self, reason: str) -> Problem:
        return Problem(f"{self}: {reason}")

    def __str__(self) -> str:
        return f"node '{self.proto.name or self.proto.output[0]}' ({self.proto.op_type})"


OPERATORS: dict[str, Operator] = {}


def operator(*names: str, lists: tuple[int, ...] = (), elementwise: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        for name in names:
            OPERATORS[name] = Operator(function, lists, elementwise)
        return function
    return register


def as_type_of(value: Tensor, other: Tensor) -> Tensor:
    return value.to(other.dtype)


def recorded(function: Callable[..., Any], first: Any, *others: Any) -> Any:
    """Calls a function of tensors that looks at their shapes; where the first is a proxy, the call is recorded as one step."""
    if isinstance(first, torch.fx.Proxy):
        return first.tracer.create_proxy("call_function", function, (first, *others), {})
    return function(first, *others)


# Layers

@operator("Conv")
def conv(node: Node, x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    strides, dilations = _sizes(node, "strides"), _sizes(node, "dilations")
    x, padding = _padding(node, x, strides, dilations)
    x = recorded(channels_last, x)
    return recorded(channels_last, F.conv2d(x, weight, bias, strides, padding, dilations, node.attribute("group", 1)))


@operator("ConvTranspose")
def conv_transpose(node: Node, x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    top, left, bottom, right = node.attribute("pads", [0] * 4)
    if node.attribute("auto_pad", "NOTSET") != "NOTSET" or node.attribute("output_shape") or (top, left) != (bottom, right):
        raise node.cannot("only the same explicit padding on opposite sides is known")
    return F.conv_transpose2d(x, weight, bias, _sizes(node, "strides"), (top, left), node.attribute("output_padding", [0, 0]),
                              node.attribute("group", 1), _sizes(node, "dilations"))


@operator("BatchNormalization")
def batch_norm(node: Node, x: Tensor, scale: Tensor, shift: Tensor, mean: Tensor, variance: Tensor) -> Tensor:
    # ONNX's momentum is the share of the old value, PyTorch's that of the new one.
    return recorded(channels_last, F.batch_norm(x, mean, variance, scale, shift, node.training, round(1 - node.attribute("momentum", 0.9), 6),
                                                node.attribute("epsilon", 1e-5)))


@operator("MatMul")
def matmul(node: Node, a: Tensor, b: Tensor) -> Tensor:
    return torch.matmul(a, b)


@operator("Gemm")
def gemm(node: Node, a: Tensor, b: Tensor, c: Tensor | None = None) -> Tensor:
    if node.attribute("transA", 0):
        a = a.transpose(0, 1)
    if node.attribute("transB", 0):
        b = b.transpose(0, 1)
    product = torch.matmul(a, b) * node.attribute("alpha", 1.0)
    return product if c is None else product + c * node.attribute("beta", 1.0)


# Element by element

@operator("Add", elementwise=True)
def add(node: Node, a: Tensor, b: Tensor) -> Tensor:
    return a + b


@operator("Sub", elementwise=True)
def sub(node: Node, a: Tensor, b: Tensor) -> Tensor:
    return a - b


@operator("Mul", elementwise=True)
def mul(node: Node, a: Tensor, b: Tensor) -> Tensor:
    return a * b


@operator("Div", elementwise=True)
def div(node: Node, a: Tensor, b: Tensor) -> Tensor:
    return a / b


@operator("Pow", elementwise=True)
def power(node: Node, a: Tensor, b: Tensor) -> Tensor:
    return a ** b


@operator("Relu")
def relu(node: Node, x: Tensor) -> Tensor:
    return torch.relu(x)


@operator("LeakyRelu")
def leaky_relu(node: Node, x: Tensor) -> Tensor:
    return F.leaky_relu(x, node.attribute("alpha", 0.01))


@operator("Sigmoid")
def sigmoid(node: Node, x: Tensor) -> Tensor:
    return torch.sigmoid(x)


@operator("HardSigmoid")
def hard_sigmoid(node: Node, x: Tensor) -> Tensor:
    return torch.clamp(x * node.attribute("alpha", 0.2) + node.attribute("beta", 0.5), 0, 1)


@operator("HardSwish")
def hard_swish(node: Node, x: Tensor) -> Tensor:
    return F.hardswish(x)


@operator("Tanh")
def tanh(node: Node, x: Tensor) -> Tensor:
    return torch.tanh(x)


@operator("Exp")
def exp(node: Node, x: Tensor) -> Tensor:
    return torch.exp(x)


@operator("Sqrt")
def sqrt(node: Node, x: Tensor) -> Tensor:
    return torch.sqrt(x)


@operator("Neg")
def neg(node: Node, x: Tensor) -> Tensor:
    return -x


@operator("Clip", lists=(1, 2))
def clip(node: Node, x: Tensor, low: float | None = None, high: float | None = None) -> Tensor:
    return torch.clamp(x, _number(low), _number(high))


@operator("Floor")
def floor(node: Node, x: Tensor) -> Tensor:
    return torch.floor(x)


@operator("Cast")
def cast(node: Node, x: Tensor) -> Tensor:
    """Between kinds of floats nothing is done: in which one is calculated is the trainer's affair."""
    return x.to(torch.int64) if node.attribute("to") in INTEGERS else recorded(as_float, x)


def as_float(x: Tensor) -> Tensor:
    return x if x.is_floating_point() else x.float()


@operator("Identity", "Dropout")
def identity(node: Node, x: Tensor, *unused: Any) -> Tensor:
    return x


# Over an axis

@operator("Softmax")
def softmax(node: Node, x: Tensor) -> Tensor:
    return torch.softmax(x, node.attribute("axis", -1))


@operator("GlobalAveragePool")
def global_average_pool(node: Node, x: Tensor) -> Tensor:
    return torch.mean(x, (2, 3), True)


@operator("ReduceMean", lists=(1,))
def reduce_mean(node: Node, x: Tensor, axes: list[int] | None = None) -> Tensor:
    return torch.mean(x, _axes(node, axes), bool(node.attribute("keepdims", 1)))


@operator("ReduceSum", lists=(1,))
def reduce_sum(node: Node, x: Tensor, axes: list[int] | None = None) -> Tensor:
    return torch.sum(x, _axes(node, axes), bool(node.attribute("keepdims", 1)))


@operator("ArgMax")
def arg_max(node: Node, x: Tensor) -> Tensor:
    return torch.argmax(x, node.attribute("axis", 0), bool(node.attribute("keepdims", 1)))


@operator("MaxPool")
def max_pool(node: Node, x: Tensor) -> Tensor:
    kernel, strides, dilations = node.attribute("kernel_shape"), _sizes(node, "strides"), _sizes(node, "dilations")
    x, padding = _padding(node, x, strides, dilations, -math.inf)
    return F.max_pool2d(x, kernel, strides, padding, dilations, bool(node.attribute("ceil_mode", 0)))


@operator("AveragePool")
def average_pool(node: Node, x: Tensor) -> Tensor:
    counted = bool(node.attribute("count_include_pad", 0))
    strides = _sizes(node, "strides")
    padded, padding = _padding(node, x, strides, [1, 1])
    if padded is not x and not counted:
        raise node.cannot("its padding differs on opposite sides and is not counted, which is not known")
    return F.avg_pool2d(padded, node.attribute("kernel_shape"), strides, padding, bool(node.attribute("ceil_mode", 0)), counted)


# Rearranging

@operator("Concat")
def concat(node: Node, *parts: Tensor) -> Tensor:
    return recorded(channels_last, torch.cat(parts, node.attribute("axis")))


@operator("Split", lists=(1,))
def split(node: Node, x: Tensor, sizes: list[int] | None = None) -> Sequence[Tensor]:
    count, axis = len(node.proto.output), node.attribute("axis", 0)
    if sizes is None:
        parts = torch.tensor_split(x, count, axis)
    else:
        parts = torch.split(x, sizes, axis)
    return [recorded(channels_last, parts[i]) for i in range(count)]


@operator("Slice", lists=(1, 2, 3, 4))
def slice_(node: Node, x: Tensor, starts: list[int], ends: list[int], axes: list[int] | None = None, steps: list[int] | None = None) -> Tensor:
    if steps and min(steps) < 1:
        raise node.cannot(f"its steps are {steps}, expected positive ones")
    return recorded(sliced, x, axes or list(range(len(starts))), starts, ends, steps or [1] * len(starts))


def sliced(x: Tensor, axes: list[int], starts: list[int], ends: list[int], steps: list[int]) -> Tensor:
    ranges = [slice(None)] * x.dim()
    for axis, start, end, step in zip(axes, starts, ends, steps):
        ranges[axis] = slice(start, end, step)
    return x[tuple(ranges)]


@operator("Reshape", lists=(1,))
def reshape(node: Node, x: Tensor, shape: list[int]) -> Tensor:
    kept = not node.attribute("allowzero", 0)
    return recorded(reshaped, x, [x.shape[i] if size == 0 and kept else size for i, size in enumerate(shape)])


@operator("Flatten")
def flatten(node: Node, x: Tensor) -> Tensor:
    axis = node.attribute("axis", 1)
    if axis != 1:
        raise node.cannot(f"its axis is {axis}, only 1 is known")
    return torch.flatten(x, 1)


@operator("Transpose")
def transpose(node: Node, x: Tensor) -> Tensor:
    order = node.attribute("perm")
    if order is None:
        raise node.cannot("it names no order of the axes")
    return torch.permute(x, order)


@operator("Squeeze", lists=(1,))
def squeeze(node: Node, x: Tensor, axes: list[int] | None = None) -> Tensor:
    return torch.squeeze(x) if axes is None else torch.squeeze(x, tuple(axes))


@operator("Unsqueeze", lists=(1,))
def unsqueeze(node: Node, x: Tensor, axes: list[int]) -> Tensor:
    for axis in sorted(axes):
        x = torch.unsqueeze(x, axis)
    return x


@operator("Expand", lists=(1,))
def expand(node: Node, x: Tensor, shape: list[int]) -> Tensor:
    return recorded(expanded, x, shape)


def expanded(x: Tensor, shape: list[int]) -> Tensor:
    return x.expand(torch.broadcast_shapes(x.shape, shape))


@operator("GatherElements")
def gather_elements(node: Node, x: Tensor, places: Tensor) -> Tensor:
    return torch.gather(x, node.attribute("axis", 0), places)


@operator("Pad", lists=(1, 2, 3))
def pad(node: Node, x: Tensor, pads: list[int], value: float | None = None, axes: list[int] | None = None) -> Tensor:
    mode = node.attribute("mode", "constant")
    if mode != "constant" or axes is not None:
        raise node.cannot(f"mode '{mode}' with axes {axes} is not known, only 'constant' on all of them")
    ends = len(pads) // 2
    return F.pad(x, [p for axis in reversed(range(ends)) for p in (pads[axis], pads[ends + axis])], value=_number(value) or 0.0)


@operator("Resize", lists=(2, 3))
def resize(node: Node, x: Tensor, region: Any = None, scales: list[float] | None = None, sizes: list[int] | None = None) -> Tensor:
    """The spatial axes only. Nearest: the cell that covers the middle of the new one, by whole factors; linear: all but 'tf_crop_and_resize'."""
    mode = node.attribute("mode", "nearest")
    transformation = node.attribute("coordinate_transformation_mode", "half_pixel")
    rounding = node.attribute("nearest_mode", "round_prefer_floor")
    if node.attribute("antialias", 0) or node.attribute("axes") or (scales and (len(scales) != 4 or list(scales[:2]) != [1, 1])):
        raise node.cannot(f"only height and width of [batch, channels, height, width] are resized, without antialias; found scales {scales}")
    to: dict[str, Any] = {"scale_factor": tuple(scales[2:])} if scales else {"size": tuple(sizes[2:])}
    whole = bool(scales) and all(s == int(s) for s in scales)
    if mode == "nearest" and ((transformation, rounding) == ("asymmetric", "floor") or (whole and transformation == "half_pixel")):
        return F.interpolate(x, mode="nearest", **to)
    if mode == "linear" and transformation in ("align_corners", "half_pixel", "pytorch_half_pixel"):
        return F.interpolate(x, mode="bilinear", align_corners=transformation == "align_corners", **to)
    if mode == "linear" and transformation == "asymmetric" and scales:
        return recorded(enlarged_from_corners, x, scales[2], scales[3])
    raise node.cannot(f"mode '{mode}' with '{transformation}', '{rounding}' and scales {scales} is not known")


def _number(value: float | list[float] | None) -> float | None:
    """Of a scalar, which some exporters write as a list of one."""
    return value[0] if isinstance(value, list) else value


def enlarged_from_corners(x: Tensor, down: float, across: float) -> Tensor:
    """Bilinear; a cell's corner, not its middle, is where it was: cell i of the result is at i / factor."""
    for axis, factor in ((2, down), (3, across)):
        size = x.shape[axis]
        place = torch.arange(int(size * factor), device=x.device) / factor
        before = place.long()
        share = (place - before).to(x.dtype).view((-1, 1) if axis == 2 else (-1,))
        after = (before + 1).clamp_max(size - 1)
        x = torch.lerp(x.index_select(axis, before), x.index_select(axis, after), share)
    return x


def _axes(node: Node, axes: list[int] | None) -> list[int]:
    axes = axes if axes is not None else node.attribute("axes")
    if axes is None:
        raise node.cannot("it names no axes")
    return axes


def _sizes(node: Node, name: str) -> list[int]:
    sizes = node.attribute(name, [1, 1])
    if len(sizes) != 2:
        raise node.cannot(f"its {name} are {sizes}, expected two: only pictures are known")
    return sizes


def _padding(node: Node, x: Tensor, strides: list[int], dilations: list[int], value: float = 0.0) -> tuple[Tensor, tuple[int, int]]:
    """The input, padded already where opposite sides differ, and what is still to be padded on both sides of height and width."""
    automatic = node.attribute("auto_pad", "NOTSET")
    if automatic in ("SAME_UPPER", "SAME_LOWER"):
        kernel = node.attribute("kernel_shape")
        if kernel is None:
            raise node.cannot("it has auto_pad and no kernel_shape")
        return recorded(padded_to_same, x, kernel, strides, dilations, automatic == "SAME_LOWER", value), (0, 0)
    top, left, bottom, right = [0] * 4 if automatic == "VALID" else node.attribute("pads", [0] * 4)
    if (top, left) == (bottom, right):
        return x, (top, left)
    return F.pad(x, (left, right, top, bottom), value=value), (0, 0)


def padded_to_same(x: Tensor, kernel: list[int], strides: list[int], dilations: list[int], lower: bool, value: float) -> Tensor:
    """So that the result has ceil(size / stride) cells; an odd one goes to the end, or with lower to the beginning."""
    pads: list[int] = []
    for axis in (1, 0):
        size, stride = x.shape[2 + axis], strides[axis]
        total = max((-(-size // stride) - 1) * stride + (kernel[axis] - 1) * dilations[axis] + 1 - size, 0)
        small, large = total // 2, total - total // 2
        pads += [large, small] if lower else [small, large]
    return F.pad(x, pads, value=value)


def constant_of(proto: NodeProto) -> Tensor:
    """The value of a Constant node."""
    for attribute in proto.attribute:
        value = helper.get_attribute_value(attribute)
        return torch.from_numpy(numpy_helper.to_array(value).copy()) if attribute.name == "value" else torch.tensor(value)
    raise Problem(f"node '{proto.name}' (Constant) has no value")
