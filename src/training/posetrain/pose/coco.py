"""People out of a COCO person-keypoints file (https://cocodataset.org/#format-data) and its images, cut out as crops are packed."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch

from posetrain.pose.crops import HEIGHT, ROOM, WIDTH, Crops
from posetrain.pose.skeleton import NAMES
from posetrain.problem import Problem


def read(annotations: Path, images: Path) -> Crops:
    """Each person with a labelled keypoint, crowds aside. The source is the name of the annotations' file without its ending."""
    try:
        content = json.loads(annotations.read_text(encoding="utf-8"))
        files = {image["id"]: image["file_name"] for image in content["images"]}
        people = [a for a in content["annotations"] if _is_usable(a)]
        _check_keypoints(annotations, content)
        by_image: dict[str, list[int]] = {}
        for i, person in enumerate(people):
            by_image.setdefault(files[person["image_id"]], []).append(i)
    except FileNotFoundError:
        raise Problem(f"{annotations}: there is no such file") from None
    except (KeyError, TypeError, ValueError) as e:
        raise Problem(f"{annotations} is no COCO keypoint file: {type(e).__name__} {e}") from None
    if not people:
        raise Problem(f"{annotations} has no person with keypoints")
    pictures = np.empty((len(people), 3, HEIGHT, WIDTH), dtype=np.uint8)
    keypoints = np.empty((len(people), 17, 3), dtype=np.float32)

    def cut(file: str) -> None:
        image = cv2.imread(str(images / file), cv2.IMREAD_COLOR)
        if image is None:
            raise Problem(f"{images / file}, an image of {annotations}, is not there or can't be decoded")
        for i in by_image[file]:
            pictures[i], keypoints[i] = crop(image, people[i]["bbox"], people[i]["keypoints"])

    with ThreadPoolExecutor() as threads:
        for _ in threads.map(cut, by_image):
            pass
    names = [f"{files[person['image_id']]}-{person.get('id', i)}" for i, person in enumerate(people)]
    return Crops(torch.from_numpy(pictures), torch.from_numpy(keypoints), names, [annotations.stem] * len(people))


def crop(image: np.ndarray, box: list[float], keypoints: list[float]) -> tuple[np.ndarray, np.ndarray]:
    """image: uint8 [height, width, 3], BGR. box: x, y, width, height. keypoints: x, y, v of each. Gives uint8 [3, 288, 216], RGB, and
    [17, 3]; black outside the image."""
    x, y, width, height = box
    pixel = max(width / WIDTH, height / HEIGHT) * ROOM
    left, top = x + width / 2 - pixel * WIDTH / 2, y + height / 2 - pixel * HEIGHT / 2
    to_image = np.array([[pixel, 0, left], [0, pixel, top]])
    cut = cv2.warpAffine(image, to_image, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_CONSTANT)
    points = np.array(keypoints, dtype=np.float64).reshape(17, 3)
    points[:, :2] = (points[:, :2] - (left, top)) / pixel
    points[points[:, 2] <= 0] = 0
    return cut[:, :, ::-1].transpose(2, 0, 1), points.astype(np.float32)


def _is_usable(annotation: dict[str, Any]) -> bool:
    if annotation.get("iscrowd") or not any(annotation.get("keypoints", [])[2::3]):
        return False
    return annotation["bbox"][2] > 0 and annotation["bbox"][3] > 0


def _check_keypoints(file: Path, content: dict[str, Any]) -> None:
    for category in content.get("categories", []):
        if category.get("keypoints") and tuple(category["keypoints"]) != NAMES:
            raise Problem(f"{file}: category '{category.get('name')}' has the keypoints {category['keypoints']}, expected COCO's 17 in their order")
