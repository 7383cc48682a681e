"""Depthwise convolutions whose kernels are mixed anew for each picture (dynamic convolution: Chen et al., CVPR 2020).

ONNX has no convolution with a kernel for each picture, so a graph runs all n kernels of a channel and mixes the results. As convolution is linear,
mixing the kernels first gives the same at an n-th of the cost, and PyTorch can: pictures become groups. The pattern:

    Conv(x [b, c, …], weight [c·n, 1, …], group = c) → Reshape [0, c, n, -1] → MatMul(Reshape(mixture, [0, 1, 1, n]), ·)
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from onnx import TensorProto, helper
from torch import Tensor

from posetrain.network.layout import channels_last
from posetrain.network.onnx_file import OnnxFile


@dataclass(frozen=True)
class Mixture:
    """Where in a graph it is. steps: names of the tensors in between, which nothing else uses."""

    picture: str
    weight: str
    mixture: str
    strides: tuple[int, ...]
    padding: tuple[int, int]
    dilations: tuple[int, ...]
    steps: tuple[str, str]


def of(file: OnnxFile) -> dict[str, Mixture]:
    """By the name of the product that each ends with."""
    made = {output: node for node in file.model.graph.node for output in node.output}
    uses: dict[str, int] = {}
    for name in [i for node in file.model.graph.node for i in node.input] + file.outputs:
        uses[name] = uses.get(name, 0) + 1
    integers = {name: file.value(name).tolist() for name, tensor in file.initializers.items() if len(tensor.dims) == 1 and tensor.data_type == TensorProto.INT64}

    def shape(name: str) -> list[int] | None:
        """That a Reshape gives a tensor, or that an initializer has."""
        if name in file.initializers:
            return list(file.initializers[name].dims)
        node = made.get(name)
        return integers.get(node.input[1]) if node is not None and node.op_type == "Reshape" else None

    found = {}
    for product in file.model.graph.node:
        if product.op_type != "MatMul":
            continue
        mixture, apart = product.input
        conv = made.get(made[apart].input[0]) if apart in made and made[apart].op_type == "Reshape" else None
        if conv is None or conv.op_type != "Conv" or len(conv.input) != 2 or uses[apart] > 1 or uses[conv.output[0]] > 1:
            continue
        attributes = {a.name: helper.get_attribute_value(a) for a in conv.attribute}
        channels, kernels, one = attributes.get("group", 1), shape(apart), shape(mixture)
        weight, padding = shape(conv.input[1]), attributes.get("pads", [0] * 4)
        if (kernels is None or len(kernels) != 4 or kernels[:2] + kernels[3:] != [0, channels, -1] or one != [0, 1, 1, kernels[2]]
                or weight is None or weight[:2] != [channels * kernels[2], 1] or "auto_pad" in attributes or padding[:2] != padding[2:]):
            continue
        found[product.output[0]] = Mixture(conv.input[0], conv.input[1], mixture, tuple(attributes.get("strides", (1, 1))), tuple(padding[:2]),
                                           tuple(attributes.get("dilations", (1, 1))), (conv.output[0], apart))
    return found


def convolved(x: Tensor, weight: Tensor, mixture: Tensor, strides: tuple[int, ...], padding: tuple[int, int], dilations: tuple[int, ...]) -> Tensor:
    """[b, c, height, width], [c·n, 1, kernel, kernel] and [b, 1, 1, n] to what the product is: [b, c, 1, positions]."""
    batch, channels = x.shape[:2]
    n = mixture.shape[-1]
    bank = weight.reshape(channels, n, -1).transpose(0, 1).reshape(n, -1)
    kernels = torch.matmul(mixture.reshape(batch, n), bank).view(batch * channels, 1, *weight.shape[2:])
    result = F.conv2d(x.reshape(1, batch * channels, *x.shape[2:]), kernels, None, strides, padding, dilations, batch * channels)
    result = channels_last(result.view(batch, channels, *result.shape[2:]))
    return result.permute(0, 2, 3, 1).reshape(batch, 1, -1, channels).permute(0, 3, 1, 2)
