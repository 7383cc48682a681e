"""What the command `train` says of options that can't be."""

from __future__ import annotations

import contextlib
import io
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from posetrain import __main__ as program
from posetrain.data import jpegs
from tests import made


class ArgumentsTest(unittest.TestCase):

    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        made.pose_network().write(cls.folder / "pose.onnx")
        made.person_network().write(cls.folder / "person.onnx")
        made.shard(cls.folder / "crops.zip", 4)
        (cls.folder / "ok.json").write_text("{}")

    def train(self, *more: str, graph: str = "pose.onnx", run: str = "run", data: str = "crops.zip") -> tuple[int, str]:
        length = [] if "--minutes" in more else ["--samples", "8"]
        arguments = ["train", self.folder / graph, self.folder / run, "--data", self.folder / data, "--device", "cpu", *length, *more]
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            try:
                code = program.main([str(argument) for argument in arguments])
            except SystemExit as e:
                code = e.code
        return code, said.getvalue().strip().splitlines()[-1]

    def test_values_that_can_not_be_are_refused(self) -> None:
        for option, value, told in (
                ("--minutes", "0", "expected a number above 0"), ("--minutes", "-1", "expected a number above 0"), ("--minutes", "nan", "is no number"),
                ("--padding", "0", "expected a number above 0"), ("--scale", "0", "expected a number above 0"), ("--cell-offset", "inf", "is no number"),
                ("--mean", "1,2", "'1,2' is not three numbers, R,G,B"), ("--mean", "1,2,nan", "holds what is no number"),
                ("--std", "1,0,1", "expected all above 0"), ("--input", "0x0", "'0x0' is no size, expected HEIGHTxWIDTH"), ("--input", "²x8", "is no size"),
                ("--teacher-weight", "3", "expected a number from 0 to 1"), ("--augmentation", "2", "expected a number from 0 to 1"),
                ("--average", "1.5", "expected a number from 0 to 1"), ("--lr", "0", "expected a number above 0"), ("--decay", "-1", "expected 0 or a larger number"),
                ("--checkpoint-every", "-1", "expected 0 or a larger number"), ("--batch", "²", "is no positive whole number"),
                ("--weights", "even=-1", "SOURCE=WEIGHT,SOURCE=WEIGHT, with weights of 0 or more"), ("--weights", "even", "SOURCE=WEIGHT,SOURCE=WEIGHT")):
            with self.subTest(f"{option} {value}"):
                code, said = self.train(f"{option}={value}", *(["--minutes=1"] if option == "--minutes" else []))
                self.assertEqual(code, 2, said)
                self.assertIn(f"argument {option}", said)
                self.assertIn(told, said)
        self.assertFalse((self.folder / "run").exists())

    def test_a_run_that_would_lie_in_a_file_is_refused(self) -> None:
        for run in ("ok.json", "ok.json/run"):
            code, said = self.train(run=run)
            self.assertEqual(code, 2, said)
            self.assertIn("ok.json is a file, expected a folder; name another one", said)

    def test_annotations_without_images_are_refused(self) -> None:
        self.assertEqual(self.train(data="ok.json"), (1, f"posetrain: --data {self.folder / 'ok.json'} doesn't say where the images are, expected "
                                                         f"ANNOTATIONS.json:IMAGES/, such as {self.folder / 'ok.json'}:images/"))

    def test_batch_norms_are_not_trained_with_one_picture(self) -> None:
        self.assertEqual(self.train("--batch", "1"), (1, "posetrain: --batch 1: pose.onnx has batch norms, which need the statistics of several pictures; "
                                                         "expected 2 or more"))
        made.scene_shard(self.folder / "scenes.zip", 4)
        code, said = self.train("--batch", "1", graph="person.onnx", data="scenes.zip", run="one")
        self.assertEqual(code, 0, said)

    def test_options_of_a_teacher_are_refused_without_one(self) -> None:
        code, said = self.train("--teacher-flip", "--teacher-weight", "0.3")
        self.assertEqual((code, said), (1, "posetrain: --teacher-weight, --teacher-flip needs a teacher; name one with --teacher, or leave it out"))

    def test_options_of_a_teacher_are_refused_for_person_detectors(self) -> None:
        code, said = self.train("--teacher-flip", "--teacher-weight", "0.3", graph="person.onnx")
        self.assertEqual(code, 1)
        self.assertIn("person.onnx finds people: --teacher-weight, --teacher-flip has a meaning for pose networks only", said)

    def test_metadata_that_can_not_be_are_refused(self) -> None:
        for key, value, told in (("padding", "0", "padding 0.0, expected a number above 0"), ("std", "1,0,1", "std 1.0,0.0,1.0, expected no 0"),
                                 ("mean", "1,2", "'1,2' is not three numbers")):
            made.pose_network().with_metadata({f"posestream.{key}": value}).write(self.folder / "odd.onnx")
            code, said = self.train(graph="odd.onnx")
            self.assertEqual(code, 1)
            self.assertIn("odd.onnx: its metadata posestream.* hold a value that can't be read: " + told, said)

    def test_ctrl_c_while_the_data_are_read_is_no_traceback(self) -> None:
        with mock.patch.object(jpegs, "checked", side_effect=KeyboardInterrupt):
            self.assertEqual(self.train(), (130, "posetrain: interrupted"))
