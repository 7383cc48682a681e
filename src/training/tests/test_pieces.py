"""Trainings in pieces: everything is there once, and no piece is larger than it may be."""

from __future__ import annotations

import shlex
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from posetrain import pieces
from posetrain.problem import Problem


class PiecesTest(unittest.TestCase):

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, name: str, size: int) -> Path:
        path = self.folder / name
        with open(path, "wb") as file:
            file.truncate(size)
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

    def test_names_that_are_the_packs_own_are_refused(self) -> None:
        for name in ("options", "train.sh", "posetrain"):
            with self.subTest(name), self.assertRaisesRegex(Problem, f"the pack has a '{name}' of its own"):
                self.pack([self.file("a.zip", 10)], [self.file(name, 10)])

    def test_a_zip_that_would_be_taken_for_pictures_is_refused(self) -> None:
        with self.assertRaisesRegex(Problem, "weights.zip: a zip in a piece is read as pictures to train on"):
            self.pack([self.file("a.zip", 10)], [self.file("weights.zip", 10)])

    def test_pictures_that_would_not_be_found_there_are_refused(self) -> None:
        with self.assertRaisesRegex(Problem, "crops.bin: expected pictures packed as a zip, with a name that ends in .zip"):
            self.pack([self.file("crops.bin", 10)])

    def test_two_zips_of_one_name_are_refused_wherever_they_would_lie(self) -> None:
        (self.folder / "other").mkdir()
        with self.assertRaisesRegex(Problem, "two zips are called a.zip"):
            self.pack([self.file("a.zip", 900_000), self.file("other/a.zip", 900_000)])

    def test_more_than_a_hundred_pieces_are_refused(self) -> None:
        zips = [self.file(f"{i}.zip", 900_000) for i in range(100)]
        with self.assertRaisesRegex(Problem, "the zips need 101 pieces of 1000000 bytes and there may be 100"):
            self.pack(zips)
        self.assertEqual(len(pieces.planned(self.folder / "out", self.folder / "net.onnx", zips[1:], [], [], 1_000_000)), 100)

    def test_what_fails_leaves_nothing_behind_and_does_not_block_the_next(self) -> None:
        before = {"net.onnx", "a.zip", "b.zip"}
        zips = [self.file("a.zip", 900_000), self.file("b.zip", 1_000_001)]
        with self.assertRaises(Problem):
            self.pack(zips)
        self.assertEqual({path.name for path in self.folder.iterdir()}, before)
        with mock.patch("posetrain.pieces.shutil.copy", side_effect=OSError("the disk is full")), self.assertRaises(OSError):
            self.pack(zips[:1])
        self.assertEqual({path.name for path in self.folder.iterdir()}, before)
        self.assertEqual(len(self.pack(zips[:1])), 2)

    def test_a_folder_that_is_there_is_left_alone(self) -> None:
        self.file("out", 10)
        with self.assertRaisesRegex(Problem, "out is there already; remove it or name another one"):
            self.pack([self.file("a.zip", 10)])


if __name__ == "__main__":
    unittest.main()
