"""Pictures in memory, and zips of them."""

from __future__ import annotations

import json
import tempfile
import unittest
import zipfile
from pathlib import Path
from typing import Any
from unittest import mock

import cv2
import numpy as np
import torch

from posetrain.data import jpegs, shards
from posetrain.data.jpegs import Jpegs
from posetrain.people import scene_coco
from posetrain.pose import coco
from posetrain.pose import shards as crop_shards
from posetrain.problem import Problem
from tests import made


def grey(count: int) -> Jpegs:
    """Picture i is 10 · i all over."""
    return Jpegs([jpegs.encoded(np.full((16, 8, 3), 10 * i, np.uint8)) for i in range(count)], 16, 8)


class PicturesTest(unittest.TestCase):

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_they_are_indexed_as_a_tensor_would_be(self) -> None:
        whole = torch.arange(6, dtype=torch.uint8).view(-1, 1, 1, 1).expand(6, 3, 16, 8) * 10
        which = torch.tensor([4, 0, 4, 5])
        self.assertTrue(torch.equal(grey(6)[which], whole[which]))
        self.assertTrue(torch.equal(grey(6).unpacked(torch.device("cpu")), whole))
        self.assertTrue(torch.equal(jpegs.joined([grey(2), grey(6)])[torch.tensor([7])], whole[5:]))
        self.assertEqual((grey(6).shape, grey(0)[torch.tensor([], dtype=torch.int64)].shape), ((6, 3, 16, 8), (0, 3, 16, 8)))

    def test_colours_are_red_green_blue(self) -> None:
        red = jpegs.encoded(np.full((16, 8, 3), (0, 0, 255), np.uint8))
        self.assertEqual([round(c / 10) for c in Jpegs([red], 16, 8)[torch.tensor([0])][0, :, 8, 4].tolist()], [25, 0, 0])

    def test_a_gpu_holds_them_decoded_only_where_they_leave_half_of_its_memory_free(self) -> None:
        gpu, size = torch.device("cuda"), 6 * 3 * 16 * 8
        for free, decoded in ((2 * size, True), (2 * size - 2, False)):
            with mock.patch("torch.cuda.mem_get_info", return_value=(free, free)), mock.patch.object(Jpegs, "unpacked", return_value=torch.zeros(1)):
                self.assertEqual(isinstance(grey(6).to(gpu), torch.Tensor), decoded)
        self.assertIsInstance(grey(6).to(torch.device("cpu")), Jpegs)

    def test_crops_and_scenes_of_coco_files_take_no_more_memory_than_their_jpegs(self) -> None:
        cv2.imwrite(str(self.folder / "a.png"), np.full((480, 640, 3), 90, np.uint8))
        file = self.folder / "a.json"
        file.write_text(json.dumps({"images": [{"id": 1, "file_name": "a.png"}],
                                    "annotations": [{"image_id": 1, "bbox": [9, 9, 300, 400], "keypoints": [50, 50, 2] * 17}]}))
        for read, decoded in ((coco.read, 3 * 288 * 216), (scene_coco.read, 3 * 352 * 352)):
            found = read(file, self.folder).pictures
            self.assertIsInstance(found, Jpegs)
            self.assertLess(sum(map(len, found.files)), decoded / 4)
            self.assertAlmostEqual(float(found[torch.tensor([0])][0, :, 100:180, 100:180].float().mean()), 90, delta=1)

    def zip(self, labels: Any) -> Path:
        path = self.folder / "made.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("labels.json", json.dumps(labels))
            archive.writestr("a.jpg", cv2.imencode(".jpg", np.zeros((288, 216, 3), np.uint8))[1].tobytes())
        return path

    def test_labels_that_are_none_are_told(self) -> None:
        for labels, told in (([1, 2], "entry 0 of labels.json is 1"), (5, "labels.json holds 5, expected a list"), ({"a": 1}, r'labels.json holds {"a": 1}'),
                             ([["a.jpg", "here"]], r'entry 0 of labels.json is \["a.jpg", "here"\]')):
            with self.assertRaisesRegex(Problem, r"made.zip is no zip of pictures with a labels.json of \[file, source, keypoints\]: " + told):
                shards.unpacked(self.zip(labels), "keypoints")

    def test_an_empty_zip_is_told(self) -> None:
        for labels in ([], {}):
            with self.assertRaisesRegex(Problem, "made.zip is empty: its labels.json names no pictures"):
                shards.unpacked(self.zip(labels), "keypoints")

    def test_crops_of_another_skeleton_are_told(self) -> None:
        # As many numbers as 14 crops of 17 keypoints have.
        with self.assertRaisesRegex(Problem, r"made.zip: labels.json has an entry without 17 keypoints of \[x, y, v\]: all are 14x3"):
            crop_shards.read(self.zip([["a.jpg", "here", [[1, 1, 2]] * 14]] * 17))

    def test_the_rooms_of_the_tasks_do_not_know_each_other(self) -> None:
        rooms = made.REPOSITORY / "src/training/posetrain"
        for room, others in (("people", ("pose",)), ("pose", ("people",)), ("data", ("pose", "people", "loop", "network")), ("loop", ("pose", "people"))):
            for file in (rooms / room).glob("*.py"):
                for other in others:
                    self.assertNotRegex(file.read_text(), rf"from posetrain\.{other}[. ]|from posetrain import .*\b{other}\b", f"{file.name} of {room}")
