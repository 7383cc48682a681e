"""Graphs read, changed and written."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnxruntime
from onnx import helper

from posetrain.network.graph import OnnxModule
from posetrain.network.onnx_file import OnnxFile
from posetrain.problem import Problem
from tests import made


class OnnxFileTest(unittest.TestCase):

    def test_weights_that_were_not_trained_are_written_as_they_were_read(self) -> None:
        for file in (made.pose_network(), OnnxFile.read(made.REPOSITORY / "src/main/resources/models/movenet-lightning.onnx")):
            with self.subTest(file.name), tempfile.TemporaryDirectory() as folder:
                module = OnnxModule(file)
                values = {name: tensor.detach().numpy() for name, tensor in module.weights().items()}
                path = Path(folder) / "model.onnx"
                file.with_weights({**values, **module.counters()}).write(path)
                written = OnnxFile.read(path)
                self.assertEqual([t.name for t in file.model.graph.initializer], [t.name for t in written.model.graph.initializer])
                for name, before in file.initializers.items():
                    after = written.initializers[name]
                    self.assertEqual((before.data_type, before.dims), (after.data_type, after.dims), name)
                    self.assertEqual(file.value(name).tobytes(), written.value(name).tobytes(), name)
                self.assertEqual(file.metadata, written.metadata)
                self.assertEqual([p.name for p in Path(folder).iterdir()], ["model.onnx"])

    def test_a_graph_can_be_cut_at_an_inner_tensor_that_takes_the_outputs_name(self) -> None:
        nodes = [helper.make_node("Relu", ["image"], ["inner"]), helper.make_node("Mul", ["inner", "w"], ["heatmaps"])]
        file = OnnxFile("made", made.model(nodes, {"w": np.ones((8, 6), np.float32)}, output="heatmaps"))
        cut = file.with_output("inner", "heatmaps").with_output_shapes({"heatmaps": (3, 8, 6)})
        picture = np.random.default_rng(1).standard_normal((2, 3, 8, 6)).astype(np.float32)
        session = onnxruntime.InferenceSession(cut.model.SerializeToString())
        self.assertEqual([(o.name, o.shape) for o in session.get_outputs()], [("heatmaps", ["batch", 3, 8, 6])])
        np.testing.assert_array_equal(session.run(None, {"image": picture})[0], np.maximum(picture, 0))
        self.assertEqual(cut.initializers, {})

    def test_a_tensor_that_is_not_there_is_told(self) -> None:
        with self.assertRaisesRegex(Problem, "made.onnx has no tensor 'no such' that a node makes; its last ones are .*second_r, heatmaps"):
            made.pose_network().with_output("no such", "heatmaps")

    def test_a_graph_takes_another_picture_size(self) -> None:
        file = made.pose_network().with_size(96, 64)
        self.assertEqual((file.picture.height, file.picture.width), (96, 64))
        session = onnxruntime.InferenceSession(file.model.SerializeToString())
        self.assertEqual(session.run(None, {"image": np.zeros((1, 3, 96, 64), np.float32)})[0].shape, (1, 17, 24, 16))

    def test_what_is_no_model_is_told(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "note.onnx"
            path.write_text("no model at all")
            with self.assertRaisesRegex(Problem, "note.onnx (can't be read as ONNX|is no ONNX model)"):
                OnnxFile.read(path)
            with self.assertRaisesRegex(Problem, "other.onnx: there is no such file"):
                OnnxFile.read(Path(folder) / "other.onnx")
