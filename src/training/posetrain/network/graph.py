"""An ONNX graph as a PyTorch module."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from onnx import NodeProto
from torch import Tensor, nn
from torch.fx import Graph, GraphModule, Proxy
from torch.fx.proxy import GraphAppendingTracer

from posetrain.network import mixtures, weights
from posetrain.network.onnx_file import OnnxFile
from posetrain.network.operators import OPERATORS, Node, as_type_of, constant_of, recorded
from posetrain.problem import Problem

COUNTER = "num_batches_tracked"


class OnnxModule(nn.Module):
    """Runs an ONNX graph: float32 [batch, 3, height, width] in, its output out; of several outputs a dictionary by name.

    The graph becomes straight PyTorch calls, so that autocast, channels-last and torch.compile work as with any module. The module
    `weights` says what is trained; in training mode batch norms use and gather the batch's statistics.
    """

    def __init__(self, file: OnnxFile) -> None:
        super().__init__()
        translation = _Translation(file)
        self.run: Any = translation.module()
        self._paths = translation.paths
        self._counters = {name: int(file.value(name)) for name, tensor in file.initializers.items()
                          if name.endswith(COUNTER) and not tensor.dims}
        self.batches = 0
        """Seen in training mode."""
        self._compiled: list[Any] = []

    def forward(self, image: Tensor) -> Any:
        if self.training:
            self.batches += 1
            return (self._compiled or [self.run])[0](image)
        return self.run(image)

    def placed(self, device: torch.device) -> OnnxModule:
        """This module, on a device, with its kernels channels-last, as its pictures should be."""
        self.to(device)
        for tensor in (*self.parameters(), *self.buffers()):
            if tensor.dim() == 4:
                tensor.data = tensor.data.contiguous(memory_format=torch.channels_last)
        return self

    def compile_training(self, mode: str) -> None:
        """From now on training mode runs through torch.compile; evaluation, whose batches vary in size, does not."""
        # In a list, or else its parameters would count twice.
        self._compiled = [torch.compile(self.run, mode=mode)]

    def weights(self) -> dict[str, Tensor]:
        """Parameters and statistics by the names of their initializers; they are the module's own tensors."""
        return {name: getattr(self.run, path) for name, path in self._paths.items()}

    def counters(self) -> dict[str, np.ndarray]:
        """How many batches each batch norm has seen, by the names of the initializers that say so."""
        return {name: np.array(count + self.batches, dtype=np.int64) for name, count in self._counters.items()}

    def load(self, values: Mapping[str, np.ndarray]) -> tuple[int, list[str]]:
        """Takes the values whose names and shapes fit. Gives how many that were, and the names of the weights that got none."""
        missing = []
        with torch.no_grad():
            for name, tensor in self.weights().items():
                value = values.get(name)
                if value is None or tuple(value.shape) != tuple(tensor.shape):
                    missing.append(name)
                else:
                    tensor.copy_(torch.from_numpy(np.array(value, dtype=np.float32)))
        for name in self._counters.keys() & values.keys():
            self._counters[name] = int(values[name])
        return len(self._paths) - len(missing), missing


class _Translation:
    """From the nodes of a graph to recorded PyTorch calls. Used once."""

    def __init__(self, file: OnnxFile) -> None:
        self.file = file
        self.root = nn.Module()
        self.graph = Graph()
        self.tracer = GraphAppendingTracer(self.graph)
        self.paths: dict[str, str] = {}
        self.values: dict[str, Any] = {}
        self.of_the_picture = {file.picture.name}
        picture = self._proxy("placeholder", "image")
        self.training = self._proxy("get_attr", "training")
        self._initializers()
        self.values[file.picture.name] = picture
        mixed = mixtures.of(file)
        within = {step for mixture in mixed.values() for step in mixture.steps}
        for node in file.model.graph.node:
            if node.output[0] in mixed:
                self._mix(node.output[0], mixed[node.output[0]])
            elif node.output[0] not in within:
                self._translate(node)
        outputs = {name: self._value(name).node for name in file.outputs}
        self.graph.output(outputs if len(outputs) > 1 else outputs[file.outputs[0]])

    def module(self) -> GraphModule:
        return GraphModule(self.root, self.graph, "OnnxGraph")

    def _proxy(self, kind: str, target: str) -> Proxy:
        return Proxy(self.graph.create_node(kind, target), self.tracer)

    def _initializers(self) -> None:
        trained = weights.of(self.file)
        for name in self.file.initializers:
            value = torch.from_numpy(self.file.value(name).copy())
            if value.dtype == torch.float16:
                value = value.float()
            if name in trained.parameters:
                self.values[name] = self._held(name, nn.Parameter(value))
            elif name in trained.statistics:
                self.values[name] = self._held(name, value)
            else:
                self.values[name] = value

    def _held(self, name: str, value: Tensor) -> Proxy:
        # A dot would mean a module within.
        path = name.replace(".", "/")
        if path in self.paths.values() or hasattr(self.root, path):
            raise Problem(f"{self.file.name}: initializer '{name}' has a name that is taken; give it another one")
        if isinstance(value, nn.Parameter):
            self.root.register_parameter(path, value)
        else:
            self.root.register_buffer(path, value)
        self.paths[name] = path
        return self._proxy("get_attr", path)

    def _translate(self, proto: NodeProto) -> None:
        if proto.op_type == "Constant":
            self.values[proto.output[0]] = constant_of(proto)
            return
        node = Node(proto, self.training)
        operator = OPERATORS.get(proto.op_type) if proto.domain in ("", "ai.onnx") else None
        if operator is None:
            kind = proto.op_type if proto.domain in ("", "ai.onnx") else f"{proto.domain}.{proto.op_type}"
            raise Problem(f"{self.file.name}: {node}: the operator {kind} is not known; known are {', '.join(sorted(OPERATORS))}")
        inputs = [self._value(name) if name else None for name in proto.input]
        constant = all(value is None or isinstance(value, Tensor) for value in inputs)
        arguments = [self._list(node, i, value) if i in operator.lists
                     else value if constant or isinstance(value, Proxy) or value is None
                     else value.item() if operator.elementwise and value.numel() == 1
                     else self._constant(value) for i, value in enumerate(inputs)]
        if self.of_the_picture.intersection(proto.input):
            self.of_the_picture.update(proto.output)
            if operator.elementwise:
                arguments = self._in_the_pictures_type(proto, arguments)
        result = operator.run(node, *arguments)
        for name, value in zip(proto.output, result if isinstance(result, (list, tuple)) else [result]):
            self.values[name] = value

    def _mix(self, output: str, it: mixtures.Mixture) -> None:
        self.values[output] = recorded(mixtures.convolved, self._value(it.picture), self._value(it.weight), self._value(it.mixture), it.strides,
                                       it.padding, it.dilations)
        self.of_the_picture.add(output)

    def _in_the_pictures_type(self, proto: NodeProto, arguments: list[Any]) -> list[Any]:
        example = next(value for name, value in zip(proto.input, arguments) if name in self.of_the_picture)
        return [recorded(as_type_of, value, example) if isinstance(value, Proxy) and name not in self.of_the_picture else value
                for name, value in zip(proto.input, arguments)]

    def _value(self, name: str) -> Any:
        if name not in self.values:
            raise Problem(f"{self.file.name}: nothing makes the tensor '{name}' before it is used")
        return self.values[name]

    def _list(self, node: Node, place: int, value: Any) -> Any:
        if isinstance(value, Proxy):
            raise node.cannot(f"its input {place}, '{node.proto.input[place]}', depends on the picture, expected a constant")
        return None if value is None or value.numel() == 0 else value.tolist()

    def _constant(self, value: Tensor) -> Proxy:
        path = f"constant {len(list(self.root.buffers()))}"
        self.root.register_buffer(path, value)
        return self._proxy("get_attr", path)
