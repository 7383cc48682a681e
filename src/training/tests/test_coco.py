"""COCO files, of crops and of scenes: what is taken out of them, and what is told where something is wrong with them."""

from __future__ import annotations

import json
import tempfile
import unittest
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from posetrain.data import coco_file
from posetrain.people import scene_coco
from posetrain.pose import coco
from posetrain.problem import Problem

POINTS = [20, 30, 2] * 17


class CocoTest(unittest.TestCase):

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.file = self.folder / "people.json"

    def write(self, annotations: list[dict[str, Any]], categories: list[dict[str, Any]] | None = None, images: int = 1) -> Path:
        for i in range(images):
            cv2.imwrite(str(self.folder / f"{i}.png"), np.full((60, 80, 3), 40 + i, np.uint8))
        content = {"images": [{"id": i, "file_name": f"{i}.png"} for i in range(images)], "annotations": annotations}
        self.file.write_text(json.dumps(content if categories is None else {**content, "categories": categories}))
        return self.file

    def refused(self, message: str, read: Any = coco.read) -> None:
        with self.assertRaisesRegex(Problem, message):
            read(self.file, self.folder)

    def test_people_of_one_picture_are_held_out_together(self) -> None:
        people = [{"image_id": i % 200, "bbox": [5, 5, 30, 40], "keypoints": POINTS} for i in range(600)]
        for with_ids in (True, False):
            with self.subTest(with_ids=with_ids):
                found = coco.read(self.write([{**person, "id": i} if with_ids else person for i, person in enumerate(people)], images=200), self.folder)
                held_out = found.held_out().reshape(3, 200)
                self.assertTrue(0 < int(held_out[0].sum()) < 20)
                self.assertTrue((held_out == held_out[0]).all())

    def test_the_held_out_slice_of_unnumbered_annotations_does_not_hang_on_their_order(self) -> None:
        people = [{"image_id": i, "bbox": [5, 5, 30, 40], "keypoints": POINTS} for i in range(200)]
        slices = []
        for order in (people, people[::-1]):
            found = coco.read(self.write(order, images=200), self.folder)
            slices.append({name for name, is_held_out in zip(found.names, found.held_out().tolist()) if is_held_out})
        self.assertEqual(slices[0], slices[1])

    def test_only_what_is_called_a_person_is_one(self) -> None:
        boxes = [{"image_id": 0, "category_id": 1, "bbox": [0, 0, 40, 30]}, {"image_id": 0, "category_id": 2, "bbox": [40, 0, 40, 30]}]
        both = self.write(boxes, [{"id": 1, "name": "car"}, {"id": 2, "name": "person"}])
        self.assertEqual(scene_coco.read(both, self.folder).boxes.tolist(), [[[176, 0, 352, 176]]])
        self.write(boxes, [{"id": 1, "name": "car"}, {"id": 2, "name": "van"}])
        self.refused("people.json has the categories car, van, expected one that is called 'person'", scene_coco.read)
        self.assertEqual(scene_coco.read(self.write(boxes), self.folder).kinds.tolist(), [[1, 1]])

    def test_another_skeleton_is_told_with_its_annotation(self) -> None:
        self.write([{"id": 4, "image_id": 0, "bbox": [5, 5, 30, 40], "keypoints": POINTS[:42]}])
        self.refused("people.json: annotation 4 has 42 values for 'keypoints', expected 51 numbers, x, y and v of each of COCO's 17 keypoints")

    def test_an_image_that_is_not_listed_is_told_with_its_annotation(self) -> None:
        self.write([{"id": 4, "image_id": 9, "bbox": [5, 5, 30, 40], "keypoints": POINTS}])
        for read in (coco.read, scene_coco.read):
            self.refused("people.json: annotation 4 belongs to the image 9, which is not among its 1 images", read)

    def test_boxes_that_are_none_are_told(self) -> None:
        for box, told in (([1, 2, 3], "3 values"), (None, "null"), (["a", 1, 2, 3], r'\["a", 1, 2, 3\]')):
            self.write([{"id": 4, "image_id": 0, "bbox": box, "keypoints": POINTS}])
            for read in (coco.read, scene_coco.read):
                self.refused(f"annotation 4 has {told} for 'bbox', expected 4 numbers, x, y, width and height", read)

    def test_what_is_no_coco_file_is_told(self) -> None:
        contents = {"[1, 2]": "expected an object with 'images' and 'annotations'", "no": "can't be read as JSON", '{"images": 5}': "expected 'images' to be a list",
                    '{"images": [{"id": 1}]}': "an image is .* expected an 'id' and a 'file_name'", '{"images": []}': "has no images",
                    '{"images": [{"id": 1, "file_name": "a"}]}': "expected 'annotations' to be a list"}
        for content, message in contents.items():
            self.file.write_text(content)
            for read in (coco.read, scene_coco.read):
                self.refused("people.json .*" + message if "an image" not in message else message, read)

    def test_annotations_that_are_a_folder_or_not_there_are_told(self) -> None:
        for read in (coco.read, scene_coco.read):
            self.refused("people.json: there is no such file", read)
        self.file.mkdir()
        for read in (coco.read, scene_coco.read):
            self.refused("people.json is a folder, expected a file of annotations", read)

    def test_annotations_without_images_say_how_to_name_them(self) -> None:
        self.assertEqual(coco_file.place("a:b/ok.json:images/"), (Path("a:b/ok.json"), Path("images/")))
        self.assertIsNone(coco_file.place("crops.zip"))
        for text in ("ok.json", "ok.json:"):
            with self.assertRaisesRegex(Problem, f"--data {text} doesn't say where the images are, expected ANNOTATIONS.json:IMAGES/, such as ok.json:images/"):
                coco_file.place(text)
