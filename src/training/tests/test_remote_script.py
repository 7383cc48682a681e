"""remote.sh, with a stand-in for ssh."""

from __future__ import annotations

import shutil
import tempfile
import time
import unittest
from pathlib import Path

from tests.stand_ins import TRAINING, LentMachine


class RemoteScriptTest(unittest.TestCase):

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.machine = LentMachine(self.folder)
        self.pieces = self.machine.pack("pieces", 2)
        self.results = self.folder / "results"
        self.annotations, self.images = self.folder / "people.json", self.folder / "images"
        self.annotations.write_text("{}")
        self.images.mkdir()

    def remote(self, *more: object, **environment: str) -> tuple[int, str]:
        return self.machine.run(*self.command(*more), **environment)

    def command(self, *more: object) -> list[object]:
        return ["sh", TRAINING / "remote.sh", "user@host", self.pieces, 20, self.results, *more]

    def test_pieces_are_carried_once_and_the_weights_come_back(self) -> None:
        code, said = self.remote()
        self.assertEqual(code, 0, said)
        self.assertEqual(said.count("carrying"), 3)
        self.assertIn("--data", (self.results / "model.onnx").read_text())
        self.assertFalse((self.results / "code").exists())
        code, said = self.remote()
        self.assertEqual(code, 0, said)
        self.assertNotIn("carrying", said)

    def test_it_tells_how_to_evaluate_where_it_is_not_told_on_what(self) -> None:
        said = self.remote()[1]
        self.assertIn(f"posestream eval --pose-model {self.results}/model.onnx --annotations ANNOTATIONS.json --images IMAGES", said)
        self.assertNotIn("evaluated", said)

    def test_it_evaluates_a_pose_network_where_it_is_told_on_what(self) -> None:
        code, said = self.remote(self.annotations, self.images)
        self.assertEqual(code, 0, said)
        self.assertIn(f"evaluated: eval --pose-model {self.results}/model.onnx --annotations {self.annotations} --images {self.images}\n", said)

    def test_it_evaluates_a_person_detector_by_its_boxes(self) -> None:
        (self.folder / "figure").write_text("ap50")
        said = self.remote(self.annotations, self.images)[1]
        self.assertIn(f"evaluated: eval --boxes detector --person-model {self.results}/model.onnx --annotations", said)

    def test_an_evaluation_that_fails_is_not_taken_for_success(self) -> None:
        (self.folder / "eval-fails").touch()
        self.assertEqual(self.remote(self.annotations, self.images)[0], 5)

    def test_a_start_that_fails_brings_nothing_old_back(self) -> None:
        self.assertEqual(self.remote()[0], 0)
        shutil.rmtree(self.results)
        code, said = self.remote(self.annotations, self.images, PYTHON="no-such-python")
        self.assertEqual(code, 2, said)
        self.assertIn("no no-such-python found; set PYTHON", said)
        self.assertIn("the training was not started (exit code 2), nothing is brought back", said)
        self.assertNotIn("evaluated", said)
        self.assertFalse(self.results.exists())

    def test_a_training_that_fails_is_told_and_not_evaluated(self) -> None:
        (self.folder / "fails").touch()
        code, said = self.remote(self.annotations, self.images)
        self.assertEqual(code, 1, said)
        self.assertIn(f"the training failed, {self.results}/output.txt tells why", said)
        self.assertEqual((self.results / "output.txt").read_text(), "out of memory\n")
        self.assertNotIn("evaluated", said)

    def test_after_a_broken_connection_it_goes_on_with_what_runs_there(self) -> None:
        hold = self.folder / "hold"
        hold.touch()
        self.addCleanup(hold.unlink, missing_ok=True)
        with self.machine.start(*self.command()) as first:
            while not list(self.folder.glob("host/posestream-training/*/run/model.onnx")):
                self.assertIsNone(first.poll())
                time.sleep(0.1)
            with self.machine.start(*self.command()) as second:
                lines: list[str] = []
                while not lines or "going on with what runs there" not in lines[-1]:
                    lines.append(second.stdout.readline())
                    self.assertTrue(lines[-1], lines)
                hold.unlink()
                second.communicate(timeout=120)
            first.communicate(timeout=120)
        self.assertEqual((first.returncode, second.returncode), (0, 0))

    def test_another_pack_of_the_same_name_does_not_meet_the_first(self) -> None:
        self.assertEqual(self.remote()[0], 0)
        shutil.rmtree(self.pieces)
        self.machine.pack("pieces", 1, ["--seed", "7"])
        code, said = self.remote()
        self.assertEqual(code, 0, said)
        self.assertEqual(said.count("carrying"), 2)
        self.assertRegex((self.results / "model.onnx").read_text(), r"--minutes 20 --data \S+/01 --seed 7\n")
        self.assertEqual(len(list((self.folder / "host/posestream-training").iterdir())), 2)

    def test_a_name_that_a_shell_would_read_is_no_harm(self) -> None:
        self.pieces = self.pieces.rename(self.folder / "my $(pieces)")
        code, said = self.remote()
        self.assertEqual(code, 0, said)

    def test_what_is_wrong_here_is_told_before_anything_is_carried(self) -> None:
        none, remote = self.folder / "none", ["sh", TRAINING / "remote.sh", "user@host"]
        for command, expected in (
                ([*remote, none, 20, self.results], "none has no 00/train.sh, expected a folder that 'posetrain pack' wrote"),
                ([*remote, self.pieces, self.results, 20], "is no number of minutes"),
                (self.command(none, self.images), "none: there are no such annotations"),
                (self.command(self.annotations, none), "none: there is no such folder of images"),
                (self.command(self.annotations), "ANNOTATIONS.json IMAGES")):
            with self.subTest(expected):
                code, said = self.machine.run(*command)
                self.assertEqual(code, 2)
                self.assertIn(expected, said)
        code, said = self.remote(self.annotations, self.images, POSESTREAM="no-such-program")
        self.assertEqual(code, 2)
        self.assertIn("no no-such-program found to evaluate with; set POSESTREAM", said)
        self.assertFalse((self.folder / "ssh.log").exists())

    def test_help_is_no_mistake(self) -> None:
        code, said = self.machine.run("sh", TRAINING / "remote.sh", "--help")
        self.assertEqual(code, 0)
        self.assertIn("[ANNOTATIONS.json IMAGES]", said)


if __name__ == "__main__":
    unittest.main()
