"""Whole runs, by the command."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import tempfile
import unittest
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import torch

from posetrain import __main__ as program
from posetrain.loop import trainer
from posetrain.loop.history import History
from posetrain.loop.run_folder import RunFolder
from posetrain.loop.schedule import Schedule
from posetrain.network import start
from posetrain.network.graph import OnnxModule
from posetrain.network.onnx_file import OnnxFile
from tests import made


class TrainingTest(unittest.TestCase):

    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        made.pose_network().write(cls.folder / "made.onnx")
        made.shard(cls.folder / "crops.zip", 80)

    def train(self, run: str, *more: str | Path, graph: str = "made.onnx", data: bool = True) -> tuple[int, str]:
        arguments = ["train", self.folder / graph, self.folder / run, "--device", "cpu", "--batch", "8", "--lr", "4e-3", *more]
        arguments += ["--data", self.folder / "crops.zip"] if data else []
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            code = program.main([str(argument) for argument in arguments])
        return code, printed.getvalue()

    def state(self, run: str) -> dict:
        return torch.load(self.folder / run / "checkpoint.pt", weights_only=True)

    def test_a_hundred_steps_lower_the_loss_and_leave_a_model_that_runs(self) -> None:
        code, said = self.train("hundred", "--samples", "800", "--held-out-every", "400")
        self.assertEqual(code, 0, said)
        rows = History(self.folder / "hundred" / "log.csv", 10_000, ("loss", "pck")).rows
        losses = [row.loss for row in rows if row.loss is not None]
        self.assertEqual([row.samples for row in rows if row.loss is not None], list(range(80, 801, 80)))
        self.assertLess(losses[-1], 0.8 * losses[0])
        held_out = [row.held_out for row in rows if row.held_out]
        self.assertEqual(len(held_out), 2)
        self.assertLess(held_out[1]["loss"], losses[0])
        self.assertEqual(cv2.imread(str(self.folder / "hundred" / "curve.png")).shape, (540, 960, 3))

        written = OnnxFile.read(self.folder / "hundred" / "model.onnx")
        before = OnnxFile.read(self.folder / "made.onnx")
        self.assertEqual([(t.name, t.dims, t.data_type) for t in before.model.graph.initializer],
                         [(t.name, t.dims, t.data_type) for t in written.model.graph.initializer])
        self.assertEqual(written.value("first.bn.num_batches_tracked"), 100)
        self.assertTrue(before.metadata.items() - {("posestream.source", "")} <= written.metadata.items())
        self.assertIn("800 crops of even, odd", written.metadata["posestream.source"])
        picture = np.random.default_rng(1).random((1, 3, 64, 48), dtype=np.float32)
        average = self.state("hundred")["average"]
        module = OnnxModule(before)
        module.load({name: tensor.numpy() for name, tensor in average.items()})
        with torch.no_grad():
            expected = module.eval()(torch.from_numpy(picture)).numpy()
        found = onnxruntime.InferenceSession(written.model.SerializeToString()).run(None, {"image": picture})[0]
        np.testing.assert_allclose(found, expected, atol=1e-5)

    def test_a_run_that_was_stopped_ends_bit_for_bit_as_one_that_was_not(self) -> None:
        length = ["--samples", "96", "--held-out-every", "32"]
        self.assertEqual(self.train("whole", *length)[0], 0)
        steps, step = 0, trainer.Trainer._step

        def interrupted(*arguments: object) -> torch.Tensor:
            nonlocal steps
            steps += 1
            if steps == 7:
                os.kill(os.getpid(), signal.SIGTERM)
            return step(*arguments)

        trainer.Trainer._step = interrupted
        try:
            code, said = self.train("parts", *length)
        finally:
            trainer.Trainer._step = step
        self.assertEqual(code, 128 + signal.SIGTERM, said)
        self.assertIn("stopped after 56 samples; the same command goes on", said)
        code, said = self.train("parts", *length)
        self.assertEqual(code, 0, said)
        self.assertIn("goes on after 56 samples", said)
        whole, parts = self.state("whole"), self.state("parts")
        for key in ("weights", "average"):
            for name, tensor in whole[key].items():
                self.assertTrue(torch.equal(tensor, parts[key][name]), f"{key} {name}")
        self.assertTrue(torch.equal(whole["generator"], parts["generator"]))
        models = [OnnxFile.read(self.folder / run / "model.onnx") for run in ("whole", "parts")]
        self.assertEqual(models[0].model, models[1].model)

    def test_a_folder_of_another_graph_is_refused(self) -> None:
        self.assertEqual(self.train("first", "--samples", "8")[0], 0)
        code, said = self.train("first", "--samples", "8", "--input", "96x64")
        self.assertEqual(code, 1)
        self.assertIn("checkpoint.pt belongs to a run with another graph, picture size or output", said)

    def test_a_run_goes_on_with_what_it_began_with_or_is_left_alone(self) -> None:
        init = ["--init", self.folder / "made.onnx"]
        self.assertEqual(self.train("kept", "--samples", "8", *init)[0], 0)
        before = [(self.folder / "kept" / name).read_bytes() for name in ("model.onnx", "run.json", "checkpoint.pt")]
        code, said = self.train("kept", "--samples", "16", "--scale", "0.5", "--seed", "9", *init)
        self.assertEqual(code, 1)
        self.assertIn("another scale, mean, std, padding or cell offset and another seed than this command names", said)
        self.assertEqual([(self.folder / "kept" / name).read_bytes() for name in ("model.onnx", "run.json", "checkpoint.pt")], before)
        code, said = self.train("kept", "--samples", "16", *init)
        self.assertEqual(code, 0)
        self.assertIn("goes on after 8 samples", said)
        self.assertNotIn("are taken", said)

    def test_one_process_at_a_time_trains_in_a_folder(self) -> None:
        with RunFolder(self.folder / "busy"):
            code, said = self.train("busy", "--samples", "8")
            self.assertEqual(code, 1)
            self.assertIn("another process trains in", said)
        (self.folder / "busy").mkdir()
        (self.folder / "busy" / ".checkpoint.pt.77.half").touch()
        self.assertEqual(self.train("busy", "--samples", "8")[0], 0)
        self.assertEqual(list((self.folder / "busy").glob(".*")), [])

    def test_data_of_which_nothing_is_held_out_are_trained_on_all_the_same(self) -> None:
        made.shard(self.folder / "few.zip", 3)
        code, said = self.train("few", "--samples", "16", "--held-out-every", "8", "--data", self.folder / "few.zip", data=False)
        self.assertEqual(code, 0, said)
        self.assertIn("3 crops, none of them held out", said)
        self.assertTrue((self.folder / "few" / "model.onnx").exists())

    def test_a_serving_form_is_refused(self) -> None:
        made.pose_network().with_metadata({"posestream.form": "serving"}).write(self.folder / "serving.onnx")
        code, said = self.train("never", "--samples", "8", graph="serving.onnx")
        self.assertEqual(code, 1)
        self.assertIn("serving.onnx is the serving form of its network", said)

    def test_a_graph_is_cut_and_resized_and_described_for_the_program(self) -> None:
        code, said = self.train("resized", "--samples", "8", "--input", "96x72", "--name", "own", "--cell-offset", "0.25", "--padding", "1.5")
        self.assertEqual(code, 0, said)
        written = OnnxFile.read(self.folder / "resized" / "model.onnx")
        session = onnxruntime.InferenceSession(written.model.SerializeToString())
        self.assertEqual([session.get_inputs()[0].shape, session.get_outputs()[0].shape], [["batch", 3, 96, 72], ["batch", 17, 24, 18]])
        entries = {"version": "1", "name": "own", "task": "pose", "decoder": "heatmap", "skeleton": "coco17", "padding": "1.5", "cell-offset": "0.25"}
        self.assertEqual({key: written.metadata["posestream." + key] for key in entries}, entries)

    def test_a_run_starts_from_the_weights_of_a_file(self) -> None:
        module = OnnxModule(made.pose_network(seed=1))
        tensors = {name: tensor.detach().clone() for name, tensor in module.weights().items()}
        torch.save({"state_dict": {**tensors, "head.bias": torch.ones(5)}}, self.folder / "weights.pth")
        other = OnnxModule(made.pose_network(seed=2))
        line = start.put(self.folder / "weights.pth", other)
        self.assertIn(f"{len(tensors) - 1} of {len(tensors)} weights are taken", line)
        self.assertIn("1 keep their start, such as 'head.bias'", line)
        self.assertTrue(torch.equal(other.weights()["first.conv.weight"], tensors["first.conv.weight"]))

    def test_a_student_follows_its_teacher_by_the_command(self) -> None:
        code, said = self.train("taught", "--samples", "16", "--teacher", str(self.folder / "made.onnx"), "--teacher-flip")
        self.assertEqual(code, 0, said)

    def test_the_rate_rises_and_then_falls_like_a_cosine(self) -> None:
        schedule = Schedule(0.01, samples=1000)
        self.assertAlmostEqual(schedule.rate(schedule.done(25, 0)), 0.005)
        self.assertAlmostEqual(schedule.rate(0.05), 0.01)
        self.assertAlmostEqual(schedule.rate((1 + 0.05) / 2), 0.005)
        self.assertLess(schedule.rate(1), 1e-4)
        self.assertEqual(Schedule(0.01, minutes=2).done(999, 30), 0.25)
