"""Trainings in pieces: everything is there once, and no piece is larger than it may be."""

from __future__ import annotations

import shlex
import tempfile
import unittest
from pathlib import Path

from posetrain import pieces
from posetrain.problem import Problem


class PiecesTest(unittest.TestCase):

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, name: str, size: int) -> Path:
        path = self.folder / name
        path.write_bytes(bytes(size))
        return path

    def pack(self, zips: list[Path], files: list[Path] | None = None, limit: int = 1_000_000) -> list[Path]:
        return pieces.pack(self.folder / "out", self.file("net.onnx", 1000), zips, files or [], ["--name", "two words"], limit)

    def test_every_zip_is_in_one_piece_and_no_piece_is_over_the_limit(self) -> None:
        zips = [self.file(f"{i}.zip", 400_000) for i in range(5)]
        made = self.pack(zips)
        found = [path.name for piece in made for path in piece.glob("*.zip")]
        self.assertEqual(sorted(found), [path.name for path in zips])
        for piece in made:
            self.assertLessEqual(sum(path.stat().st_size for path in piece.rglob("*") if path.is_file()), 1_000_000)
        self.assertEqual([piece.name for piece in made], [f"{i:02}" for i in range(len(made))])

    def test_the_first_has_the_code_the_graph_what_goes_along_and_the_options(self) -> None:
        home = self.pack([self.file("a.zip", 10)], [self.file("start.onnx", 20)])[0]
        for name in ("posetrain/__main__.py", "net.onnx", "start.onnx", "train.sh"):
            self.assertTrue((home / name).is_file(), name)
        self.assertEqual(shlex.split((home / "options").read_text()), ["net.onnx", "--name", "two words"])

    def test_a_zip_that_fits_in_no_piece_is_named(self) -> None:
        with self.assertRaisesRegex(Problem, "large.zip has 1000001 bytes"):
            self.pack([self.file("large.zip", 1_000_001)])

    def test_two_files_of_one_name_are_refused(self) -> None:
        with self.assertRaisesRegex(Problem, "same name"):
            self.pack([self.file("a.zip", 10)], [self.folder / "net.onnx"])


if __name__ == "__main__":
    unittest.main()
