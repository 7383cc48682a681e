"""Whole graphs as PyTorch modules."""

from __future__ import annotations

import subprocess
import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnx import helper

from posetrain.network import mixtures, weights
from posetrain.network.description import Description
from posetrain.network.graph import OnnxModule
from posetrain.network.onnx_file import OnnxFile
from tests import made


def differences(test: unittest.TestCase, file: OnnxFile, batch: int) -> None:
    """From ONNX Runtime, of all outputs, on noise that is fed as a picture would be."""
    picture = file.picture
    noise = torch.rand((batch, 3, picture.height, picture.width), generator=torch.Generator().manual_seed(3))
    fed = Description.of(file).normalised(255 * noise)
    onnxruntime.set_default_logger_severity(3)
    session = onnxruntime.InferenceSession(file.model.SerializeToString())
    expected = dict(zip(file.outputs, session.run(file.outputs, {picture.name: fed.numpy()})))
    with torch.no_grad():
        found = OnnxModule(file).eval().placed(torch.device("cpu"))(fed)
    found = found if isinstance(found, dict) else {file.outputs[0]: found}
    test.assertEqual(list(found), file.outputs)
    for name, values in expected.items():
        test.assertEqual(tuple(found[name].shape), values.shape)
        np.testing.assert_allclose(found[name].numpy(), values, atol=2e-4 * max(1.0, float(np.abs(values).max())))


class GraphTest(unittest.TestCase):

    def test_the_bundled_networks_give_what_onnx_runtime_gives(self) -> None:
        models = sorted((made.REPOSITORY / "src/main/resources/models").glob("*.onnx"))
        self.assertGreaterEqual(len(models), 3)
        for path in models:
            with self.subTest(path.name):
                file = OnnxFile.read(path)
                differences(self, file.with_size(128, 192) if "person" in path.name else file, 2)

    def test_the_training_form_gives_what_onnx_runtime_gives(self) -> None:
        jar = made.REPOSITORY / "target/posestream.jar"
        if not jar.exists():
            self.skipTest(f"{jar.relative_to(made.REPOSITORY)} is not built, so there is no training form of dite-hrnet-18 to compare")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "dite.onnx"
            subprocess.run(["java", "-jar", jar, "model", "build", "--arch", "dite-hrnet-18", "--input", "128x96", "--form", "training", "-o", path],
                           check=True, capture_output=True)
            file = OnnxFile.read(path)
        differences(self, file, 2)
        trained = weights.of(file)
        used = {name for node in file.model.graph.node for name in node.input} & file.initializers.keys()
        self.assertEqual({name for name in used if not name.startswith(("shape[", "floats["))}, {*trained.parameters, *trained.statistics})
        self.assertGreater(len(mixtures.of(file)), 10)

    def test_kernels_that_are_mixed_for_each_picture_give_what_onnx_runtime_gives(self) -> None:
        random = np.random.default_rng(5)
        for strides in ([1, 1], [2, 2]):
            nodes = [helper.make_node("GlobalAveragePool", ["image"], ["g"]), helper.make_node("Conv", ["g", "to_two"], ["a"]),
                     helper.make_node("Reshape", ["a", "one_row"], ["attention"]),
                     helper.make_node("Conv", ["image", "bank"], ["all"], group=3, kernel_shape=[3, 3], strides=strides, pads=[1, 1, 1, 1]),
                     helper.make_node("Reshape", ["all", "apart"], ["each"]), helper.make_node("MatMul", ["attention", "each"], ["y"])]
            file = OnnxFile("made", made.model(nodes, {
                "to_two": random.standard_normal((2, 3, 1, 1)).astype(np.float32), "bank": random.standard_normal((6, 1, 3, 3)).astype(np.float32),
                "one_row": np.array([0, 1, 1, 2]), "apart": np.array([0, 3, 2, -1])}))
            self.assertEqual(list(mixtures.of(file)), ["y"])
            differences(self, file, 4)

    def test_batch_norm_gathers_statistics_as_pytorch_does(self) -> None:
        nodes = [helper.make_node("BatchNormalization", ["image", "n.weight", "n.bias", "n.running_mean", "n.running_var"], ["y"], momentum=0.8)]
        values = {"n.weight": [1.5, 1, 0.5], "n.bias": [0, 1, 2], "n.running_mean": [1, 2, 3], "n.running_var": [1, 2, 3]}
        tensors = {name: np.array(value, np.float32) for name, value in values.items()}
        module = OnnxModule(OnnxFile("made", made.model(nodes, {**tensors, "n.num_batches_tracked": np.array(5, np.int64)})))
        reference = torch.nn.BatchNorm2d(3, momentum=0.2)
        reference.load_state_dict({name.removeprefix("n."): torch.from_numpy(value) for name, value in tensors.items()}, strict=False)
        picture = torch.randn(4, 3, 8, 6)
        torch.testing.assert_close(module.train()(picture), reference(picture))
        for name in values:
            torch.testing.assert_close(module.weights()[name].data, reference.state_dict()[name.removeprefix("n.")])
        self.assertEqual(module.counters(), {"n.num_batches_tracked": 6})
        torch.testing.assert_close(module.eval()(picture), reference.eval()(picture))
        self.assertEqual(module.batches, 1)

    def test_layers_and_their_biases_are_trained_and_constants_are_not(self) -> None:
        nodes = [helper.make_node("Sub", ["image", "mean"], ["a"]), helper.make_node("Add", ["a", "early"], ["b"]),
                 helper.make_node("Transpose", ["kernel"], ["k"], perm=[1, 0, 2, 3]), helper.make_node("Conv", ["b", "k"], ["c"]),
                 helper.make_node("Add", ["late", "c"], ["d"]), helper.make_node("Mul", ["d", "factor"], ["e"]),
                 helper.make_node("Add", ["e", "grid"], ["f"]), helper.make_node("Add", ["f", "three"], ["g"]), helper.make_node("MatMul", ["g", "matrix"], ["y"])]
        shapes = {"mean": (1, 3, 1, 1), "early": (1, 3, 1, 1), "kernel": (3, 4, 1, 1), "late": (1, 4, 1, 1), "factor": (1, 4, 1, 1), "grid": (8, 6),
                  "three": (1,), "matrix": (6, 5)}
        file = OnnxFile("made", made.model(nodes, {name: np.ones(shape, np.float32) for name, shape in shapes.items()}))
        self.assertEqual(weights.of(file), weights.Weights(["kernel", "late", "matrix"], []))

    def test_weights_of_half_precision_are_trained_in_single_precision(self) -> None:
        nodes = [helper.make_node("Cast", ["w"], ["v"], to=1), helper.make_node("Conv", ["image", "v"], ["y"])]
        module = OnnxModule(OnnxFile("made", made.model(nodes, {"w": np.ones((2, 3, 1, 1), np.float16)})))
        self.assertEqual([(p.dtype, p.requires_grad) for p in module.parameters()], [(torch.float32, True)])

    def test_under_autocast_biases_and_constants_do_not_widen_what_they_are_added_to(self) -> None:
        nodes = [helper.make_node("Conv", ["image", "w"], ["a"]), helper.make_node("Add", ["a", "bias"], ["b"]),
                 helper.make_node("Mul", ["b", "grid"], ["c"]), helper.make_node("Mul", ["c", "two"], ["y"])]
        shapes = {"w": (2, 3, 1, 1), "bias": (1, 2, 1, 1), "grid": (8, 6), "two": (1,)}
        module = OnnxModule(OnnxFile("made", made.model(nodes, {name: np.ones(shape, np.float32) for name, shape in shapes.items()})))
        with torch.autocast("cpu", torch.bfloat16):
            self.assertEqual(module(torch.ones(1, 3, 8, 6)).dtype, torch.bfloat16)
