"""An ONNX model as a file: what goes in, what comes out, its initializers and its metadata."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from google.protobuf.message import DecodeError
from onnx import ModelProto, TensorProto, ValueInfoProto, helper, numpy_helper, shape_inference

from posetrain import atomic
from posetrain.problem import Problem

OLDEST_OPERATOR_SET = 13
FLOATS = (TensorProto.FLOAT, TensorProto.FLOAT16)


@dataclass(frozen=True)
class Picture:
    """The input of a network: float32 [batch, 3, height, width], RGB."""

    name: str
    height: int
    width: int


class OnnxFile:
    """A model; every change gives a new one. Its picture's height and width are known."""

    def __init__(self, name: str, model: ModelProto) -> None:
        self.name = name
        self.model = model

    @staticmethod
    def read(path: Path) -> OnnxFile:
        try:
            model = onnx.load(path)
        except FileNotFoundError:
            raise Problem(f"{path}: there is no such file") from None
        except (DecodeError, OSError) as e:
            raise Problem(f"{path} can't be read as ONNX: {e}") from None
        if not model.graph.node:
            raise Problem(f"{path} is no ONNX model: it holds no graph")
        versions = {o.domain: o.version for o in model.opset_import}
        version = versions.get("", versions.get("ai.onnx", 0))
        if version < OLDEST_OPERATOR_SET:
            raise Problem(f"{path} uses operator set {version}, expected {OLDEST_OPERATOR_SET} or later; "
                          "bring it there with onnx.version_converter")
        return OnnxFile(path.name, model)

    @property
    def operators(self) -> set[str]:
        """The types of its nodes."""
        return {node.op_type for node in self.model.graph.node}

    @property
    def metadata(self) -> dict[str, str]:
        return {entry.key: entry.value for entry in self.model.metadata_props}

    @property
    def initializers(self) -> dict[str, TensorProto]:
        return {tensor.name: tensor for tensor in self.model.graph.initializer}

    @property
    def outputs(self) -> list[str]:
        return [output.name for output in self.model.graph.output]

    @property
    def picture(self) -> Picture:
        declared = self._input()
        sizes = [d.dim_value for d in declared.type.tensor_type.shape.dim]
        if len(sizes) != 4 or sizes[1] != 3 or declared.type.tensor_type.elem_type != TensorProto.FLOAT:
            raise Problem(f"{self.name}: input '{declared.name}' has the shape {_text(declared)}, expected a picture, "
                          "float32 [batch, 3, height, width]")
        if sizes[2] == 0 or sizes[3] == 0:
            raise Problem(f"{self.name}: input '{declared.name}' leaves its size open, {_text(declared)}; say it with --input HxW")
        return Picture(declared.name, sizes[2], sizes[3])

    def value(self, name: str) -> np.ndarray:
        """An initializer's numbers."""
        return numpy_helper.to_array(self.initializers[name])

    def with_size(self, height: int, width: int) -> OnnxFile:
        """The same graph on another picture; what is resized to a size is then resized by a factor. Whether all other nodes take that size
        shows when it is run."""
        model = self._copy()
        _resize_by_factors(self, model)
        declared = OnnxFile(self.name, model)._input()
        dimensions = declared.type.tensor_type.shape.dim
        if len(dimensions) == 4:
            for dimension, size in zip(dimensions[2:], (height, width)):
                dimension.Clear()
                dimension.dim_value = size
        del model.graph.value_info[:]
        return OnnxFile(self.name, model)

    def with_output(self, tensor: str, name: str) -> OnnxFile:
        """The part of the graph that leads to an inner tensor, which becomes the only output, under this name and of a free shape."""
        made = {output: node for node in self.model.graph.node for output in node.output}
        if tensor not in made:
            raise Problem(f"{self.name} has no tensor '{tensor}' that a node makes; its last ones are "
                          + ", ".join(list(made)[-8:]))
        needed, waiting = set(), [tensor]
        while waiting:
            value = waiting.pop()
            if value not in needed:
                needed.add(value)
                waiting.extend(made[value].input if value in made else ())
        model = self._copy()
        graph = model.graph
        kept = [node for node in graph.node if needed.intersection(node.output)]
        for node in kept:
            for names in (node.input, node.output):
                names[:] = [name if value == tensor else f"{name}_inner" if value == name else value for value in names]
        weights = [weight for weight in graph.initializer if weight.name in needed]
        for field, values in ((graph.node, kept), (graph.initializer, weights), (graph.value_info, [])):
            values = [type(value).FromString(value.SerializeToString()) for value in values]
            del field[:]
            field.extend(values)
        del graph.output[:]
        graph.output.append(ValueInfoProto(name=name))
        return OnnxFile(self.name, model)

    def with_weights(self, weights: Mapping[str, np.ndarray]) -> OnnxFile:
        """Other numbers in initializers, each in the type that the file has for it."""
        model = self._copy()
        for tensor in model.graph.initializer:
            if tensor.name in weights:
                kind = helper.tensor_dtype_to_np_dtype(tensor.data_type)
                values = np.ascontiguousarray(weights[tensor.name], dtype=kind).reshape(tuple(tensor.dims))
                tensor.CopyFrom(numpy_helper.from_array(values, tensor.name))
        return OnnxFile(self.name, model)

    def with_output_shapes(self, shapes: Mapping[str, tuple[int, ...]]) -> OnnxFile:
        """Declares outputs float32 [as many as the input has, *shape]."""
        model = self._copy()
        batch = OnnxFile(self.name, model)._input().type.tensor_type.shape.dim[0]
        for output in model.graph.output:
            if output.name in shapes:
                shape = [batch.dim_param or batch.dim_value or "batch", *shapes[output.name]]
                output.CopyFrom(helper.make_tensor_value_info(output.name, TensorProto.FLOAT, shape))
        return OnnxFile(self.name, model)

    def with_metadata(self, entries: Mapping[str, str]) -> OnnxFile:
        """All others go."""
        model = self._copy()
        del model.metadata_props[:]
        helper.set_model_props(model, dict(entries))
        return OnnxFile(self.name, model)

    def write(self, path: Path) -> None:
        atomic.write_bytes(path, self.model.SerializeToString())

    def _input(self) -> ValueInfoProto:
        initializers = {tensor.name for tensor in self.model.graph.initializer}
        inputs = [i for i in self.model.graph.input if i.name not in initializers]
        if len(inputs) != 1:
            raise Problem(f"{self.name} has the inputs {[i.name for i in inputs]}, expected one, a picture")
        return inputs[0]

    def _copy(self) -> ModelProto:
        model = ModelProto()
        model.CopyFrom(self.model)
        return model


def _resize_by_factors(before: OnnxFile, model: ModelProto) -> None:
    targets = {node.output[0]: node.input[3] for node in model.graph.node if node.op_type == "Resize" and len(node.input) > 3}
    if not targets:
        return
    inferred = shape_inference.infer_shapes(before.model, data_prop=True).graph
    shapes = {value.name: [d.dim_value for d in value.type.tensor_type.shape.dim] for value in inferred.value_info}
    for node in model.graph.node:
        if node.output[0] in targets:
            sizes, found = targets[node.output[0]], shapes.get(node.input[0], [])
            if sizes not in before.initializers or len(found) != 4 or 0 in found[2:]:
                raise Problem(f"{before.name}: node '{node.output[0]}' (Resize) goes to a size that can't be made a factor, as that of its input is not known")
            height, width = before.value(sizes)[2:]
            factors = np.array([1, 1, height / found[2], width / found[3]], np.float32)
            model.graph.initializer.append(numpy_helper.from_array(factors, f"{node.output[0]}_factors"))
            node.input[:] = [node.input[0], node.input[1], f"{node.output[0]}_factors"]


def _text(value: ValueInfoProto) -> str:
    return str([d.dim_param or d.dim_value or "?" for d in value.type.tensor_type.shape.dim])
