"""Scenes out of a COCO instances or person-keypoints file (https://cocodataset.org/#format-data) and its images."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch

from posetrain.people import scenes
from posetrain.people.scenes import IGNORED, PERSON, SIDE, Scenes
from posetrain.problem import Problem

PERSON_CATEGORY = "person"


def read(annotations: Path, images: Path) -> Scenes:
    """Every image of the file, also those without people. Boxes with iscrowd are ignored regions. The source is the name of the annotations' file
    without its ending."""
    try:
        content = json.loads(annotations.read_text(encoding="utf-8"))
        files = {image["id"]: image["file_name"] for image in content["images"]}
        by_image: dict[Any, list[tuple[list[float], int]]] = {image: [] for image in files}
        people = {c["id"] for c in content.get("categories", []) if c.get("name") == PERSON_CATEGORY}
        for a in content["annotations"]:
            if not people or a.get("category_id") in people:
                x, y, width, height = a["bbox"]
                by_image[a["image_id"]].append(([x, y, width, height], IGNORED if a.get("iscrowd") else PERSON))
    except FileNotFoundError:
        raise Problem(f"{annotations}: there is no such file") from None
    except (KeyError, TypeError, ValueError) as e:
        raise Problem(f"{annotations} is no COCO file with boxes: {type(e).__name__} {e}") from None
    if not files:
        raise Problem(f"{annotations} has no images")
    ids = list(files)
    pictures = np.empty((len(ids), 3, SIDE, SIDE), dtype=np.uint8)
    aspects = [0.0] * len(ids)
    boxes: list[list[tuple[list[float], int]]] = [[] for _ in ids]

    def squeeze(i: int) -> None:
        image = cv2.imread(str(images / files[ids[i]]), cv2.IMREAD_COLOR)
        if image is None:
            raise Problem(f"{images / files[ids[i]]}, an image of {annotations}, is not there or can't be decoded")
        height, width = image.shape[:2]
        small = cv2.resize(image, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
        pictures[i] = small[:, :, ::-1].transpose(2, 0, 1)
        aspects[i] = width / height
        across, down = SIDE / width, SIDE / height
        boxes[i] = [([x * across, y * down, w * across, h * down], kind) for (x, y, w, h), kind in by_image[ids[i]]]

    with ThreadPoolExecutor() as threads:
        for _ in threads.map(squeeze, range(len(ids))):
            pass
    return scenes.of(torch.from_numpy(pictures), boxes, aspects, [files[i] for i in ids], [annotations.stem] * len(ids))
