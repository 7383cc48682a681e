"""Scenes out of a COCO instances or person-keypoints file (https://cocodataset.org/#format-data) and its images."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2

from posetrain.data import jpegs
from posetrain.data.coco_file import Annotation, CocoFile
from posetrain.data.jpegs import Jpegs
from posetrain.people import scenes
from posetrain.people.scenes import IGNORED, PERSON, SIDE, Scenes
from posetrain.problem import Problem

PERSON_CATEGORY = "person"


def read(annotations: Path, images: Path) -> Scenes:
    """Every image of the file, also those without people. Where categories are listed, people are those of 'person'. Boxes with iscrowd are ignored
    regions. The source is the name of the annotations' file without its ending."""
    file = CocoFile.read(annotations, images)
    ids, names = list(file.images), list(file.images.values())
    in_image: dict[Any, list[tuple[list[float], int]]] = {image: [] for image in ids}
    for annotation in _of_people(file):
        file.image_of(annotation)
        box = file.numbers(annotation, "bbox", 4, "x, y, width and height")
        in_image[annotation["image_id"]].append((box, IGNORED if annotation.get("iscrowd") else PERSON))
    pictures = [b""] * len(names)
    aspects = [0.0] * len(names)
    boxes: list[list[tuple[list[float], int]]] = [[] for _ in names]

    def squeeze(i: int) -> None:
        image = file.picture(names[i])
        height, width = image.shape[:2]
        pictures[i] = jpegs.encoded(cv2.resize(image, (SIDE, SIDE), interpolation=cv2.INTER_AREA))
        aspects[i] = width / height
        across, down = SIDE / width, SIDE / height
        boxes[i] = [([x * across, y * down, w * across, h * down], kind) for (x, y, w, h), kind in in_image[ids[i]]]

    jpegs.in_threads(squeeze, range(len(names)))
    return scenes.of(Jpegs(pictures, SIDE, SIDE), boxes, aspects, names, [annotations.stem] * len(names))


def _of_people(file: CocoFile) -> list[Annotation]:
    if not file.categories:
        return file.annotations
    people = [category.get("id") for category in file.categories if category.get("name") == PERSON_CATEGORY]
    if not people:
        names = ", ".join(str(category.get("name")) for category in file.categories)
        raise Problem(f"{file.path} has the categories {names}, expected one that is called '{PERSON_CATEGORY}'; rename the one whose boxes are people, "
                      "or leave 'categories' out where all are")
    return [annotation for annotation in file.annotations if annotation.get("category_id") in people]
