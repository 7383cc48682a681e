"""Crops out of zips and out of COCO files, and which of them are drawn."""

from __future__ import annotations

import json
import tempfile
import unittest
import zipfile
from pathlib import Path

import cv2
import numpy as np
import torch

from posetrain.loop.sampling import Sampler
from posetrain.pose import coco, shards
from posetrain.pose.crops import Crops
from posetrain.pose.skeleton import NAMES
from posetrain.problem import Problem
from tests import made


def crops(count: int, sources: list[str]) -> Crops:
    return Crops(torch.zeros(count, 3, 288, 216, dtype=torch.uint8), torch.zeros(count, 17, 3), [f"{i}.jpg" for i in range(count)], sources)


class DataTest(unittest.TestCase):

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_a_folders_zips_are_read_in_order(self) -> None:
        made.shard(self.folder / "b.zip", 2, seed=2)
        made.shard(self.folder / "a.zip", 3, seed=1)
        found = shards.read(self.folder)
        self.assertEqual(found.names, ["crop-1-0.jpg", "crop-1-1.jpg", "crop-1-2.jpg", "crop-2-0.jpg", "crop-2-1.jpg"])
        self.assertEqual(found.sources, ["even", "odd", "even", "even", "odd"])
        self.assertEqual(found.keypoints[1, 16, 2], 0)
        x, y = found.keypoints[0, 16, :2].int().tolist()
        colour = np.random.default_rng(108).integers(0, 256, 3)[::-1].copy()
        self.assertLess(float((found.pictures[torch.tensor([0])][0, :, y, x] - torch.from_numpy(colour)).abs().max()), 40)

    def test_keypoints_may_stand_in_a_row(self) -> None:
        made.shard(self.folder / "points.zip", 2)
        expected = shards.read(self.folder)
        with zipfile.ZipFile(self.folder / "points.zip") as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        labels = [[name, source, [number for point in points for number in point]] for name, source, points in json.loads(files["labels.json"])]
        with zipfile.ZipFile(self.folder / "points.zip", "w") as archive:
            for name, content in {**files, "labels.json": json.dumps(labels).encode()}.items():
                archive.writestr(name, content)
        self.assertTrue(torch.equal(shards.read(self.folder).keypoints, expected.keypoints))

    def test_what_is_no_zip_of_crops_is_told(self) -> None:
        with self.assertRaisesRegex(Problem, "holds no zips"):
            shards.read(self.folder)
        with zipfile.ZipFile(self.folder / "other.zip", "w") as archive:
            archive.writestr("readme.txt", "nothing")
        with self.assertRaisesRegex(Problem, "other.zip is no zip of pictures with a labels.json"):
            shards.read(self.folder / "other.zip")
        with zipfile.ZipFile(self.folder / "broken.zip", "w") as archive:
            archive.writestr("labels.json", json.dumps([["a.jpg", "here", [[0, 0, 0]] * 17]]))
            archive.writestr("a.jpg", b"no picture")
        with self.assertRaisesRegex(Problem, r"broken.zip: a.jpg' can't be decoded, expected a JPEG of 288x216"):
            shards.read(self.folder / "broken.zip")

    def test_people_of_a_coco_file_are_cut_out_with_their_keypoints(self) -> None:
        image = np.full((480, 640, 3), 60, np.uint8)
        cv2.circle(image, (220, 260), 6, (255, 255, 255), -1)
        cv2.imwrite(str(self.folder / "scene.png"), image)
        points = [0] * 51
        points[15:18] = [220, 260, 2]
        annotations = self.folder / "people.json"
        annotations.write_text(json.dumps({
            "images": [{"id": 7, "file_name": "scene.png"}], "categories": [{"id": 1, "name": "person", "keypoints": NAMES}],
            "annotations": [{"id": 1, "image_id": 7, "bbox": [150, 100, 90, 240], "keypoints": points, "iscrowd": 0},
                            {"id": 2, "image_id": 7, "bbox": [0, 0, 9, 9], "keypoints": [0] * 51, "iscrowd": 0},
                            {"id": 3, "image_id": 7, "bbox": [0, 0, 9, 9], "keypoints": points, "iscrowd": 1}]}))
        found = coco.read(annotations, self.folder)
        self.assertEqual((found.names, found.sources), (["scene.png"], ["people"]))
        # The box becomes 180x240, its middle (195, 220) the crop's (108, 144), and 1.6 times it fills the crop.
        pixel = 240 * 1.6 / 288
        x, y = 108 + (220 - 195) / pixel, 144 + (260 - 220) / pixel
        np.testing.assert_allclose(found.keypoints[0, 5], [x, y, 2], atol=1e-4)
        self.assertEqual(float(found.keypoints[0, :, 2].sum()), 2)
        self.assertGreater(float(found.pictures[torch.tensor([0])][0, :, round(y), round(x)].float().mean()), 240)

    def test_sources_are_drawn_by_their_weights_and_the_held_out_slice_never(self) -> None:
        data = crops(1000, ["lspet"] * 500 + ["mine"] * 500)
        held_out = data.held_out()
        self.assertTrue(5 <= int(held_out.sum()) <= 50)
        self.assertTrue(torch.equal(held_out[500:], Crops(data.pictures[500:], data.keypoints[500:], data.names[500:], data.sources[500:]).held_out()))
        drawn = Sampler(data, {"mine": 3.0}).draw(20_000, torch.Generator().manual_seed(1))
        self.assertFalse(held_out[drawn].any())
        self.assertAlmostEqual(float((drawn >= 500).float().mean()), 3 / 4, delta=0.02)

    def test_all_sources_weigh_the_same_where_nothing_is_said(self) -> None:
        for sources in (["lspet", "mine"], ["coco_train_all", "huutranduc_fashion"]):
            drawn = Sampler(crops(1000, [sources[0]] * 500 + [sources[1]] * 500), {}).draw(20_000, torch.Generator().manual_seed(1))
            self.assertAlmostEqual(float((drawn >= 500).float().mean()), 1 / 2, delta=0.02)

    def test_weights_of_a_source_that_is_not_there_are_refused(self) -> None:
        with self.assertRaisesRegex(Problem, r"--weights names the sources \['other'\], the data have \['mine'\]"):
            Sampler(crops(3, ["mine"] * 3), {"other": 1.0})
