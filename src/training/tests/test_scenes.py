"""Scenes out of zips and out of COCO files, and how they are shown."""

from __future__ import annotations

import json
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from posetrain.people import scene_augment, scene_coco, scene_shards, scenes
from posetrain.people.scene_augment import SceneAugmentation
from posetrain.people.scenes import IGNORED, PERSON, SIDE
from posetrain.problem import Problem
from tests import made

GEOMETRY_ONLY = SceneAugmentation(black_share=1, brightness_deviation=0, colour_deviation=0, grey_share=0)


def rectangles(boxes: list[tuple[int, int, int, int]]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """A black scene for each box (left, top, right, bottom) with a white rectangle there; their aspects got lost."""
    pictures = torch.zeros(len(boxes), 3, SIDE, SIDE, dtype=torch.uint8)
    for picture, (left, top, right, bottom) in zip(pictures, boxes):
        picture[:, top:bottom, left:right] = 255
    return pictures, torch.tensor(boxes, dtype=torch.float32).unsqueeze(1), torch.full((len(boxes), 1), PERSON), torch.full((len(boxes),), scenes.UNKNOWN)


def drawn_box(picture: Tensor) -> Tensor:
    """Of the white part of [3, height, width], from the profiles of its brightness: their centre of gravity and their sum."""
    grey = picture[0] / 255

    def edges(line: Tensor) -> tuple[float, float]:
        middle = float((line * (torch.arange(len(line)) + 0.5)).sum() / line.sum())
        return middle - float(line.sum()) / 2, middle + float(line.sum()) / 2

    (left, right), (top, bottom) = edges(grey.amax(0)), edges(grey.amax(1))
    return torch.tensor([left, top, right, bottom])


class ScenesTest(unittest.TestCase):

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_a_zips_scenes_have_as_many_boxes_as_they_are_said_to(self) -> None:
        made.scene_shard(self.folder / "scenes.zip", 5)
        found = scene_shards.read(self.folder)
        self.assertEqual((found.names[4], found.sources), ("scene-0-4.jpg", ["drawn"] * 5))
        for picture, boxes, kinds in zip(found.pictures[torch.arange(5)], found.boxes, found.kinds):
            self.assertIn(int((kinds == PERSON).sum()), (1, 2, 3))
            for left, top, right, bottom in boxes[kinds == PERSON].int().tolist():
                self.assertGreater(float(picture[:, top + 8:bottom - 8, left + 8:right - 8].float().mean()), 120)

    def test_crops_for_poses_are_refused(self) -> None:
        made.shard(self.folder / "crops.zip", 1)
        with self.assertRaisesRegex(Problem, "a person detector is trained on scenes, a pose network on crops"):
            scene_shards.read(self.folder)

    def test_a_coco_files_images_are_squeezed_and_crowds_are_ignored_regions(self) -> None:
        cv2.imwrite(str(self.folder / "a.png"), np.full((352, 704, 3), 60, np.uint8))
        annotations = self.folder / "people.json"
        annotations.write_text(json.dumps({
            "images": [{"id": 7, "file_name": "a.png"}], "categories": [{"id": 1, "name": "person"}, {"id": 2, "name": "dog"}],
            "annotations": [{"image_id": 7, "category_id": 1, "bbox": [100, 50, 40, 60]},
                            {"image_id": 7, "category_id": 2, "bbox": [0, 0, 9, 9]},
                            {"image_id": 7, "category_id": 1, "bbox": [300, 0, 200, 90], "iscrowd": 1}]}))
        found = scene_coco.read(annotations, self.folder)
        self.assertEqual((found.names, found.sources, found.aspects.tolist()), (["a.png"], ["people"], [2.0]))
        self.assertEqual(found.boxes.tolist(), [[[50, 50, 70, 110], [150, 0, 250, 90]]])
        self.assertEqual(found.kinds.tolist(), [[PERSON, IGNORED]])
        views = scene_augment.plain(found.pictures[torch.tensor([0])], found.boxes, found.kinds, found.aspects, 64, 96)
        # Letterboxed, 704x352 becomes 96x48.
        self.assertEqual(views.extents.tolist(), [[96, 48]])
        torch.testing.assert_close(views.boxes[0, 0], torch.tensor([100.0, 50.0, 140.0, 110.0]) * 96 / 704)
        self.assertGreater(float(views.pictures[0, :, :48].min()), 59)
        self.assertEqual(float(views.pictures[0, :, 48:].max()), 0)

    def test_scenes_of_several_files_are_one_set(self) -> None:
        made.scene_shard(self.folder / "a.zip", 3, seed=1)
        made.scene_shard(self.folder / "b.zip", 4, seed=2)
        parts = [scene_shards.read(self.folder / name) for name in ("a.zip", "b.zip")]
        both = scenes.joined(parts)
        self.assertEqual(both.names, parts[0].names + parts[1].names)
        self.assertEqual(int((both.kinds == PERSON).sum()), sum(int((part.kinds == PERSON).sum()) for part in parts))

    def test_a_drawn_rectangle_is_where_its_box_says(self) -> None:
        random = np.random.default_rng(3)
        boxes = [(x, y, x + w, y + h) for x, y, w, h in random.integers((60, 60, 40, 40), (200, 200, 90, 90), (24, 4)).tolist()]
        for height, width in ((320, 320), (256, 416)):
            with self.subTest(f"{height}x{width}"):
                views = scene_augment.augmented(*rectangles(boxes), height, width, GEOMETRY_ONLY, torch.Generator().manual_seed(1))
                whole = ((views.boxes[:, 0] > 4) & (views.boxes[:, 0] < torch.tensor([width - 4, height - 4] * 2))).all(1)
                self.assertGreater(int(whole.sum()), 10)
                found = torch.stack([drawn_box(picture) for picture in views.pictures[whole]])
                torch.testing.assert_close(found, views.boxes[whole, 0], atol=0.1, rtol=0)

    def test_boxes_are_clipped_and_those_mostly_outside_or_very_small_are_ignored(self) -> None:
        pictures, boxes, kinds, aspects = rectangles([(0, 0, 9, 9)])
        boxes = torch.tensor([[[100, 100, 140, 140], [0, 0, 3, 3], [170, 100, 190, 140], [175, 0, 275, 50], [300, 300, 340, 340]]], dtype=torch.float32)
        # Twice as large and cut at the left edge: the picture shows the first half of the scene.
        always = SceneAugmentation(zoom=(2, 2), aspect=(1, 1), stretch_deviation=0, mirrored_share=0, black_share=1, least_side=8)
        generator = torch.Generator()
        for seed in range(8):
            views = scene_augment.augmented(pictures, boxes, torch.full((1, 5), PERSON), aspects, SIDE, SIDE, always, generator.manual_seed(seed))
            for box, whole, kind in zip(views.boxes[0], 2 * (boxes[0, :, 2:] - boxes[0, :, :2]).prod(-1) * 2, views.kinds[0].tolist()):
                size = box[2:] - box[:2]
                share = float(size.prod() / whole)
                expected = 0 if share <= 0 else PERSON if share >= 0.4 and float(size.min()) >= 8 else IGNORED
                self.assertEqual(kind, expected)
                self.assertTrue(0 <= float(box.min()) and float(box.max()) <= SIDE)
            self.assertIn(views.kinds[0, 1].item(), (0, IGNORED))

    def test_without_strength_scenes_just_fit(self) -> None:
        *data, unknown = rectangles([(50, 60, 150, 260)] * 6)
        data.append(torch.full_like(unknown, 4 / 3))
        how = replace(SceneAugmentation().times(0), mirrored_share=0, black_share=1)
        found, plain = scene_augment.augmented(*data, 96, 64, how, torch.Generator().manual_seed(3)), scene_augment.plain(*data, 96, 64)
        torch.testing.assert_close(found.boxes[..., 2:] - found.boxes[..., :2], plain.boxes[..., 2:] - plain.boxes[..., :2], atol=0.05, rtol=0)
        self.assertEqual(SceneAugmentation().times(1), SceneAugmentation())

    def test_the_same_seed_shows_the_same(self) -> None:
        data = rectangles([(50, 60, 150, 260)] * 6)
        first, again, other = (scene_augment.augmented(*data, 96, 64, SceneAugmentation(), torch.Generator().manual_seed(seed)) for seed in (1, 1, 2))
        self.assertTrue(torch.equal(first.pictures, again.pictures))
        self.assertTrue(torch.equal(first.boxes, again.boxes))
        self.assertFalse(torch.equal(first.pictures, other.pictures))
        self.assertTrue(((first.pictures >= 0) & (first.pictures <= 255)).all())
