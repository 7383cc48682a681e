"""People out of a COCO person-keypoints file (https://cocodataset.org/#format-data) and its images, cut out as crops are packed."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import torch

from posetrain.data import jpegs
from posetrain.data.coco_file import Annotation, CocoFile
from posetrain.data.jpegs import Jpegs
from posetrain.pose.crops import HEIGHT, ROOM, WIDTH, Crops
from posetrain.pose.skeleton import NAMES
from posetrain.problem import Problem


def read(annotations: Path, images: Path) -> Crops:
    """Each person with a labelled keypoint, crowds aside. The source is the name of the annotations' file without its ending."""
    file = CocoFile.read(annotations, images)
    _check_skeleton(file)
    people = [annotation for annotation in file.annotations if _is_usable(file, annotation)]
    if not people:
        raise Problem(f"{annotations} has no person with keypoints")
    names = [file.image_of(person) for person in people]
    by_image: dict[str, list[int]] = {}
    for i, name in enumerate(names):
        by_image.setdefault(name, []).append(i)
    pictures = [b""] * len(people)
    keypoints = np.empty((len(people), 17, 3), dtype=np.float32)

    def cut(name: str) -> None:
        image = file.picture(name)
        for i in by_image[name]:
            picture, keypoints[i] = crop(image, people[i]["bbox"], people[i]["keypoints"])
            pictures[i] = jpegs.encoded(picture)

    jpegs.in_threads(cut, by_image)
    return Crops(Jpegs(pictures, HEIGHT, WIDTH), torch.from_numpy(keypoints), names, [annotations.stem] * len(people))


def crop(image: np.ndarray, box: list[float], keypoints: list[float]) -> tuple[np.ndarray, np.ndarray]:
    """image: uint8 [height, width, 3]. box: x, y, width, height. keypoints: x, y, v of each. Gives uint8 [288, 216, 3] and [17, 3]; black outside
    the image."""
    x, y, width, height = box
    pixel = max(width / WIDTH, height / HEIGHT) * ROOM
    left, top = x + width / 2 - pixel * WIDTH / 2, y + height / 2 - pixel * HEIGHT / 2
    to_image = np.array([[pixel, 0, left], [0, pixel, top]])
    cut = cv2.warpAffine(image, to_image, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_CONSTANT)
    points = np.array(keypoints, dtype=np.float64).reshape(17, 3)
    points[:, :2] = (points[:, :2] - (left, top)) / pixel
    points[points[:, 2] <= 0] = 0
    return cut, points.astype(np.float32)


def _is_usable(file: CocoFile, annotation: Annotation) -> bool:
    if annotation.get("iscrowd") or not annotation.get("keypoints"):
        return False
    keypoints = file.numbers(annotation, "keypoints", 51, "x, y and v of each of COCO's 17 keypoints")
    if not any(keypoints[2::3]):
        return False
    _, _, width, height = file.numbers(annotation, "bbox", 4, "x, y, width and height")
    return width > 0 and height > 0


def _check_skeleton(file: CocoFile) -> None:
    for category in file.categories:
        if category.get("keypoints") and category["keypoints"] != list(NAMES):
            raise Problem(f"{file.path}: category '{category.get('name')}' has the keypoints {category['keypoints']}, expected COCO's 17 in their order")
