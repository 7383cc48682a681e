"""train.sh, on the machine where the training runs."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from tests.stand_ins import LentMachine


class TrainScriptTest(unittest.TestCase):

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.machine = LentMachine(self.folder)
        self.script = self.machine.pack("pieces", 2, ["--name", "two words"]) / "00" / "train.sh"
        self.results = self.folder / "results"

    def train(self, *arguments: object, **environment: str) -> tuple[int, str]:
        return self.machine.run("sh", self.script, *arguments, **environment)

    def test_it_trains_on_all_pieces_with_the_packs_options(self) -> None:
        self.assertEqual(self.train("start", 20, "--seed", "3")[0], 0)
        code, said = self.train("watch", 30, self.results)
        self.assertEqual((code, said.strip()), (0, "done"))
        command = (self.results / "model.onnx").read_text()
        self.assertRegex(command, r"train net.onnx \S+/run --minutes 20 --data \S+/02 --data \S+/01 --name two words --seed 3")

    def test_what_runs_is_not_started_twice_and_says_so_with_a_code_of_its_own(self) -> None:
        hold = self.folder / "hold"
        hold.touch()
        self.addCleanup(hold.unlink, missing_ok=True)
        self.assertEqual(self.train("start", 20)[0], 0)
        code, said = self.train("start", 20)
        self.assertEqual((code, said.strip()), (4, "train.sh: it runs already; see train.sh watch"))
        self.assertEqual(self.train("watch", 1)[0], 3)
        hold.unlink()
        self.assertEqual(self.train("watch", 30)[0], 0)
        self.assertEqual(self.train("start", 20)[0], 0)
        self.assertEqual(self.train("watch", 30)[0], 0)

    def test_a_training_that_fails_fails_its_watch(self) -> None:
        (self.folder / "fails").touch()
        self.assertEqual(self.train("start", 20)[0], 0)
        code, said = self.train("watch", 30)
        self.assertEqual((code, said.strip()), (1, "out of memory"))

    def test_nothing_started_fails_its_watch(self) -> None:
        self.assertEqual(self.train("watch", 1)[0], 2)

    def test_after_a_start_that_failed_a_former_runs_end_is_not_told(self) -> None:
        self.train("start", 20)
        self.assertEqual(self.train("watch", 30)[0], 0)
        code, said = self.train("start", 20, PYTHON="no-such-python")
        self.assertEqual((code, said.strip()), (2, "train.sh: no no-such-python found; set PYTHON"))
        code, said = self.train("watch", 1, self.results)
        self.assertEqual((code, said.strip()), (2, "train.sh: none was started, or the start failed; see train.sh start"))
        self.assertFalse(self.results.exists())


if __name__ == "__main__":
    unittest.main()
