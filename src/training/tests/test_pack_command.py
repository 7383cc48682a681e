"""Own annotations in a pack: what comes out of its zips is what training on the annotations themselves would see."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
import unittest
import zipfile
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch

from posetrain import __main__ as program
from posetrain.people import scene_coco, scene_shards
from posetrain.pose import coco, shards
from posetrain.pose.skeleton import NAMES
from posetrain.problem import Problem
from tests import made


class PackCommandTest(unittest.TestCase):

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        made.pose_network().write(self.folder / "pose.onnx")
        made.person_network().write(self.folder / "person.onnx")
        self.annotated("own.json", 12)

    def annotated(self, name: str, images: int) -> None:
        """Smooth scenes of 640x360 with two people and a crowd each."""
        random = np.random.default_rng(5)
        content: dict[str, Any] = {"images": [], "categories": [{"id": 1, "name": "person", "keypoints": NAMES}], "annotations": []}
        (self.folder / "images").mkdir(exist_ok=True)
        for i in range(images):
            picture = cv2.resize(random.integers(0, 256, (5, 8, 3), dtype=np.uint8), (640, 360), interpolation=cv2.INTER_CUBIC)
            cv2.imwrite(str(self.folder / "images" / f"{i}.png"), picture)
            content["images"].append({"id": i, "file_name": f"{i}.png"})
            for x, crowd in ((40.5, 0), (300.25, 0), (500, 1)):
                points = np.stack([x + 100 * random.random(17), 50 + 200 * random.random(17), random.integers(1, 3, 17)], -1)
                points[3] = 0
                content["annotations"].append({"id": len(content["annotations"]), "image_id": i, "category_id": 1, "iscrowd": crowd,
                                               "bbox": [x, 50, 100, 200], "keypoints": points.round(1).flatten().tolist()})
        (self.folder / name).write_text(json.dumps(content))

    def pack(self, out: str, graph: str, *more: str, data: str = "own.json:{}/images/") -> tuple[int, str]:
        places = ["--data", str(self.folder / data.format(self.folder))]
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            code = program.main(["pack", str(self.folder / out), str(self.folder / graph), *places, *more])
        return code, printed.getvalue()

    def zips(self, out: str) -> Path:
        """All of a pack's, in one folder."""
        together = self.folder / f"{out}-zips"
        together.mkdir()
        for path in (self.folder / out).glob("*/*.zip"):
            path.rename(together / path.name)
        return together

    def test_people_are_packed_as_the_crops_that_training_would_cut(self) -> None:
        code, said = self.pack("out", "pose.onnx")
        self.assertEqual(code, 0, said)
        self.assertIn("own.json: 24 crops in 1 zips", said)
        found, expected = shards.read(self.zips("out")), coco.read(self.folder / "own.json", self.folder / "images")
        self.assertEqual((found.names, found.sources), (expected.names, expected.sources))
        self.assertTrue(torch.equal(found.held_out(), expected.held_out()))
        torch.testing.assert_close(found.keypoints, expected.keypoints, atol=0.006, rtol=0)
        self.assertEqual(found.pictures.files, expected.pictures.files)

    def test_scenes_are_packed_with_their_crowds_and_shapes(self) -> None:
        code, said = self.pack("out", "person.onnx")
        self.assertEqual(code, 0, said)
        self.assertIn("own.json: 12 scenes in 1 zips", said)
        found, expected = scene_shards.read(self.zips("out")), scene_coco.read(self.folder / "own.json", self.folder / "images")
        self.assertEqual((found.names, found.sources), (expected.names, expected.sources))
        self.assertTrue(torch.equal(found.kinds, expected.kinds))
        torch.testing.assert_close(found.boxes, expected.boxes, atol=0.011, rtol=0)
        torch.testing.assert_close(found.aspects, expected.aspects, atol=1e-4, rtol=0)
        self.assertEqual(found.pictures.files, expected.pictures.files)

    def test_zips_are_as_many_as_pieces_need_and_the_same_when_packed_again(self) -> None:
        self.annotated("many.json", 60)
        for out in ("out", "again"):
            code, said = self.pack(out, "pose.onnx", "--limit", "0.5", data="many.json:{}/images/")
            self.assertEqual(code, 0, said)
        packs = [{str(path.relative_to(self.folder / out)): path.read_bytes() for path in (self.folder / out).rglob("*") if path.is_file()}
                 for out in ("out", "again")]
        self.assertEqual(packs[0], packs[1])
        for piece in (self.folder / "out").iterdir():
            self.assertLessEqual(sum(path.stat().st_size for path in piece.rglob("*") if path.is_file()), 1 << 19)
        zips = self.zips("out")
        self.assertGreater(len(list(zips.iterdir())), 1)
        self.assertEqual(shards.read(zips).names, coco.read(self.folder / "many.json", self.folder / "images").names)

    def test_annotations_and_zips_go_together(self) -> None:
        made.shard(self.folder / "crops.zip", 2)
        code, said = self.pack("out", "pose.onnx", "--data", str(self.folder / "crops.zip"))
        self.assertEqual(code, 0, said)
        self.assertEqual(len(shards.read(self.zips("out"))), 26)

    def test_pictures_of_one_name_are_refused_and_nothing_is_left_behind(self) -> None:
        content = json.loads((self.folder / "own.json").read_text())
        for image in content["images"]:
            image["file_name"] = "0.png"
        (self.folder / "own.json").write_text(json.dumps(content))
        before = set(self.folder.iterdir())
        code, said = self.pack("out", "person.onnx")
        self.assertEqual(code, 1)
        self.assertIn("own: two pictures are called '0.png'; see that each image has a file name of its own", said)
        self.assertEqual(set(self.folder.iterdir()), before)

    def test_places_that_are_not_there_are_told_with_what_was_expected(self) -> None:
        self.assertIn("expected a zip of crops or scenes, a folder of them, or ANNOTATIONS.json:IMAGES/", self.pack("out", "pose.onnx", data="none.zip")[1])
        self.assertIn("none.json: there is no such file", self.pack("out", "pose.onnx", data="none.json:{}/images")[1])

    def test_two_annotations_of_one_name_are_refused(self) -> None:
        code, said = self.pack("out", "pose.onnx", "--data", f"{self.folder}/other/own.json:{self.folder}/images")
        self.assertEqual(code, 1)
        self.assertIn("two annotations are called own.json", said)

    def test_zips_without_a_fourth_entry_are_read_as_ever(self) -> None:
        made.scene_shard(self.folder / "scenes.zip", 3)
        with zipfile.ZipFile(self.folder / "scenes.zip") as archive:
            self.assertEqual({len(entry) for entry in json.loads(archive.read("labels.json"))}, {3})
        self.assertEqual(scene_shards.read(self.folder / "scenes.zip").aspects.tolist(), [0, 0, 0])

    def test_a_fourth_entry_that_is_no_object_is_told(self) -> None:
        with zipfile.ZipFile(self.folder / "scenes.zip", "w") as archive:
            archive.writestr("labels.json", json.dumps([["a.jpg", "here", [], 1.5]]))
        with self.assertRaisesRegex(Problem, r'entry 0 of labels.json is \["a.jpg", "here", \[\], 1.5\]'):
            scene_shards.read(self.folder / "scenes.zip")


if __name__ == "__main__":
    unittest.main()
