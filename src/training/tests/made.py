"""Small graphs and drawn pictures for tests."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import cv2
import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from posetrain.network.onnx_file import OnnxFile

REPOSITORY = Path(__file__).parents[3]


def model(nodes: list[NodeProto], initializers: dict[str, np.ndarray], picture: tuple[int, int, int] = (3, 8, 6), output: str = "y") -> ModelProto:
    """From 'image', float32 [batch, *picture], to an output of a free shape."""
    graph = helper.make_graph(
        nodes, "made", [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["batch", *picture])],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, None)],
        [numpy_helper.from_array(value, name) for name, value in initializers.items()])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def pose_network(seed: int = 0) -> OnnxFile:
    """Pictures of 64x48 to 17 heatmaps of 16x12, with two batch norms; fed with value / 255, cell offset 0."""
    random = np.random.default_rng(seed)
    tensors: dict[str, np.ndarray] = {}
    nodes = []

    def layer(name: str, source: str, inputs: int, outputs: int, stride: int) -> str:
        weight = random.standard_normal((outputs, inputs, 3, 3)) * np.sqrt(2 / (9 * inputs))
        tensors[f"{name}.conv.weight"] = weight.astype(np.float32)
        for part, value in (("weight", 1), ("bias", 0), ("running_mean", 0), ("running_var", 1)):
            tensors[f"{name}.bn.{part}"] = np.full(outputs, value, np.float32)
        tensors[f"{name}.bn.num_batches_tracked"] = np.array(0, np.int64)
        nodes.append(helper.make_node("Conv", [source, f"{name}.conv.weight"], [f"{name}_c"], kernel_shape=[3, 3], strides=[stride, stride],
                                      pads=[1, 1, 1, 1]))
        nodes.append(helper.make_node("BatchNormalization", [f"{name}_c", *(f"{name}.bn.{p}" for p in ("weight", "bias", "running_mean", "running_var"))],
                                      [f"{name}_b"], momentum=0.9, epsilon=1e-5))
        nodes.append(helper.make_node("Relu", [f"{name}_b"], [f"{name}_r"]))
        return f"{name}_r"

    value = layer("second", layer("first", "image", 3, 16, 2), 16, 32, 2)
    tensors["head.weight"] = (random.standard_normal((17, 32, 3, 3)) * 0.001).astype(np.float32)
    tensors["head.bias"] = np.zeros(17, np.float32)
    nodes.append(helper.make_node("Conv", [value, "head.weight", "head.bias"], ["heatmaps"], kernel_shape=[3, 3], pads=[1, 1, 1, 1]))
    made = OnnxFile("made.onnx", model(nodes, tensors, (3, 64, 48), "heatmaps"))
    return made.with_metadata({"posestream.version": "1", "posestream.name": "made", "posestream.scale": repr(1 / 255), "posestream.cell-offset": "0.0",
                               "posestream.skeleton": "coco17", "posestream.form": "training"})


def shard(path: Path, count: int, seed: int = 0) -> None:
    """Crops with a coloured dot at each keypoint, one colour to a pair, the left ones larger; the last keypoint is unlabelled in every other crop."""
    random = np.random.default_rng(seed)
    labels = []
    with zipfile.ZipFile(path, "w") as archive:
        for i in range(count):
            picture = np.full((288, 216, 3), 90, np.uint8)
            keypoints = []
            for k in range(17):
                x, y = int(random.integers(50, 166)), int(random.integers(60, 228))
                colour = tuple(int(c) for c in np.random.default_rng(k // 2 + 100).integers(0, 256, 3))
                cv2.circle(picture, (x, y), 14 if k % 2 else 9, colour, -1)
                keypoints.append([x, y, 0 if k == 16 and i % 2 else 2])
            name = f"crop-{seed}-{i}.jpg"
            archive.writestr(name, cv2.imencode(".jpg", picture)[1].tobytes())
            labels.append([name, "even" if i % 2 == 0 else "odd", keypoints])
        archive.writestr("labels.json", json.dumps(labels))


def person_network(seed: int = 0) -> OnnxFile:
    """Pictures of 64x96 to centers and sizes of 16x24, as the program's own person detectors give them; fed with value / 255."""
    random = np.random.default_rng(seed)
    tensors: dict[str, np.ndarray] = {}
    nodes = []

    def convolution(name: str, source: str, inputs: int, outputs: int, stride: int, start: float = 0.0, spread: float = 1.0) -> str:
        weight = spread * random.standard_normal((outputs, inputs, 3, 3)) * np.sqrt(2 / (9 * inputs))
        tensors[f"{name}.weight"], tensors[f"{name}.bias"] = weight.astype(np.float32), np.full(outputs, start, np.float32)
        nodes.append(helper.make_node("Conv", [source, f"{name}.weight", f"{name}.bias"], [f"{name}_c"], kernel_shape=[3, 3],
                                      strides=[stride, stride], pads=[1, 1, 1, 1]))
        return f"{name}_c"

    def relu(source: str) -> str:
        nodes.append(helper.make_node("Relu", [source], [f"{source}_r"]))
        return f"{source}_r"

    trunk = relu(convolution("first", "image", 3, 16, 2))
    trunk = relu(convolution("second", trunk, 16, 32, 2))
    trunk = relu(convolution("third", trunk, 32, 32, 1))
    nodes.append(helper.make_node("Sigmoid", [convolution("center_head.centers", trunk, 32, 1, 1, -2.19, 0.1)], ["centers"]))
    tensors["pixels"] = np.array([16], np.float32)
    nodes.append(helper.make_node("Mul", [relu(convolution("center_head.sizes", trunk, 32, 4, 1, 1.0, 0.1)), "pixels"], ["sizes"]))
    plain = model(nodes, tensors, (3, 64, 96), "centers")
    del plain.graph.output[:]
    for name, channels in (("centers", 1), ("sizes", 4)):
        plain.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", channels, 16, 24]))
    return OnnxFile("person.onnx", plain).with_metadata({
        "posestream.version": "1", "posestream.name": "made", "posestream.task": "person", "posestream.decoder": "center",
        "posestream.scale": repr(1 / 255), "posestream.form": "training"})


def scene_shard(path: Path, count: int, seed: int = 0) -> None:
    """Grey scenes with one to three bright rectangles that are the people."""
    random = np.random.default_rng(seed)
    labels = []
    with zipfile.ZipFile(path, "w") as archive:
        for i in range(count):
            picture = np.full((352, 352, 3), 70, np.uint8)
            boxes = []
            for _ in range(int(random.integers(1, 4))):
                width, height = int(random.integers(50, 110)), int(random.integers(80, 170))
                x, y = int(random.integers(0, 352 - width)), int(random.integers(0, 352 - height))
                picture[y:y + height, x:x + width] = random.integers(150, 256, 3)
                boxes.append([x, y, width, height])
            name = f"scene-{seed}-{i}.jpg"
            archive.writestr(name, cv2.imencode(".jpg", picture)[1].tobytes())
            labels.append([name, "drawn", boxes])
        archive.writestr("labels.json", json.dumps(labels))
