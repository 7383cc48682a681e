"""Whole runs of a person detector, by the command."""

from __future__ import annotations

import contextlib
import io
import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from posetrain import __main__ as program
from posetrain.loop.history import History
from posetrain.network.graph import OnnxModule
from posetrain.network.onnx_file import OnnxFile
from tests import made


class PersonTrainingTest(unittest.TestCase):

    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        made.person_network().write(cls.folder / "person.onnx")
        made.scene_shard(cls.folder / "scenes.zip", 60)

    def train(self, run: str, *more: str, graph: str = "person.onnx") -> tuple[int, str]:
        arguments = ["train", self.folder / graph, self.folder / run, "--data", self.folder / "scenes.zip", "--device", "cpu", "--threads", "1", "--batch", "4",
                     "--lr", "4e-3", *more]
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            code = program.main([str(argument) for argument in arguments])
        return code, printed.getvalue()

    def test_a_hundred_steps_lower_the_loss_and_leave_a_detector_that_runs(self) -> None:
        code, said = self.train("hundred", "--samples", "400", "--held-out-every", "200")
        self.assertEqual(code, 0, said)
        self.assertRegex(said, "60 scenes, [1-9]")
        rows = History(self.folder / "hundred" / "log.csv", 10_000, ("loss", "ap50")).rows
        losses = [row.loss for row in rows if row.loss is not None]
        self.assertLess(losses[-1], 0.8 * losses[0])
        held_out = [row.held_out for row in rows if row.held_out]
        self.assertEqual([set(row) for row in held_out], [{"loss", "ap50"}] * 2)
        self.assertLess(held_out[1]["loss"], held_out[0]["loss"])
        written, before = OnnxFile.read(self.folder / "hundred" / "model.onnx"), OnnxFile.read(self.folder / "person.onnx")
        self.assertEqual(written.outputs, ["centers", "sizes"])
        self.assertTrue(before.metadata.items() <= written.metadata.items())
        self.assertIn("400 scenes of drawn", written.metadata["posestream.source"])
        self.assertNotIn("posestream.skeleton", written.metadata)
        session = onnxruntime.InferenceSession(written.model.SerializeToString())
        picture = np.random.default_rng(1).random((1, 3, 64, 96), dtype=np.float32)
        with torch.no_grad():
            expected = OnnxModule(written).eval()(torch.from_numpy(picture))
        for name, found in zip(("centers", "sizes"), session.run(["centers", "sizes"], {"image": picture})):
            np.testing.assert_allclose(found, expected[name].numpy(), atol=1e-3)

    def test_what_it_is_trained_for_follows_from_the_outputs_where_no_metadata_say_it(self) -> None:
        made.person_network().with_metadata({}).write(self.folder / "bare.onnx")
        code, said = self.train("bare", "--samples", "8", "--input", "96x128", "--init", str(self.folder / "person.onnx"), graph="bare.onnx")
        self.assertEqual(code, 0, said)
        self.assertIn("10 of 10 weights are taken", said)
        written = OnnxFile.read(self.folder / "bare" / "model.onnx")
        session = onnxruntime.InferenceSession(written.model.SerializeToString())
        self.assertEqual([output.shape for output in session.get_outputs()], [["batch", 1, 24, 32], ["batch", 4, 24, 32]])
        entries = {"version": "1", "name": "bare", "task": "person", "decoder": "center"}
        self.assertEqual({key: written.metadata["posestream." + key] for key in entries}, entries)

    def test_options_of_pose_networks_are_refused(self) -> None:
        code, said = self.train("refused", "--samples", "8", "--padding", "1.5", "--teacher", "other.onnx")
        self.assertEqual(code, 1)
        self.assertIn("person.onnx finds people: --padding, --teacher has a meaning for pose networks only", said)

    def test_a_person_detector_is_no_teacher_of_poses(self) -> None:
        made.pose_network().write(self.folder / "pose.onnx")
        made.shard(self.folder / "crops.zip", 4)
        printed = io.StringIO()
        with contextlib.redirect_stderr(printed):
            code = program.main(["train", str(self.folder / "pose.onnx"), str(self.folder / "taught"), "--data", str(self.folder / "crops.zip"),
                                 "--samples", "8", "--teacher", str(self.folder / "person.onnx")])
        self.assertEqual(code, 1)
        self.assertIn("person.onnx is made for 'person' by its metadata, expected a pose network", printed.getvalue())
