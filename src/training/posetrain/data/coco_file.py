"""A file of annotations in COCO's format (https://cocodataset.org/#format-data), checked as far as it is used."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from posetrain.problem import Problem

Annotation = dict[str, Any]


@dataclass(frozen=True)
class CocoFile:
    """folder: of the images. images: the file of each, by its id. categories: empty where none are listed."""

    path: Path
    folder: Path
    images: dict[Any, str]
    annotations: list[Annotation]
    categories: list[dict[str, Any]]

    @staticmethod
    def read(path: Path, folder: Path) -> CocoFile:
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise Problem(f"{path}: there is no such file") from None
        except IsADirectoryError:
            raise Problem(f"{path} is a folder, expected a file of annotations in COCO's format") from None
        except ValueError as e:
            raise Problem(f"{path} can't be read as JSON, expected annotations in COCO's format: {e}") from None
        if not isinstance(content, dict):
            raise Problem(f"{path} holds no COCO annotations: expected an object with 'images' and 'annotations'")
        images = {}
        for image in _objects(path, content, "images"):
            if not isinstance(image.get("id"), (int, str)) or not isinstance(image.get("file_name"), str):
                raise Problem(f"{path}: an image is {json.dumps(image)[:100]}, expected an 'id' and a 'file_name'")
            images[image["id"]] = image["file_name"]
        if not images:
            raise Problem(f"{path} has no images")
        if not folder.is_dir():
            raise Problem(f"{folder}: there is no such folder, expected the images of {path}")
        categories = _objects(path, content, "categories") if content.get("categories") else []
        return CocoFile(path, folder, images, _objects(path, content, "annotations"), categories)

    def image_of(self, annotation: Annotation) -> str:
        """The file's name."""
        image = annotation.get("image_id")
        if not isinstance(image, (int, str)) or image not in self.images:
            raise Problem(f"{self.path}: {_name(annotation)} belongs to the image {json.dumps(image)}, which is not among its {len(self.images)} images")
        return self.images[image]

    def numbers(self, annotation: Annotation, key: str, count: int, meaning: str) -> list[float]:
        found = annotation.get(key)
        if not isinstance(found, list) or len(found) != count or not all(isinstance(n, (int, float)) and math.isfinite(n) for n in found):
            told = f"{len(found)} values" if isinstance(found, list) and len(found) != count else json.dumps(found)[:100]
            raise Problem(f"{self.path}: {_name(annotation)} has {told} for '{key}', expected {count} numbers, {meaning}")
        return found

    def picture(self, file: str) -> np.ndarray:
        """uint8 [height, width, 3], BGR."""
        try:
            content = np.fromfile(self.folder / file, np.uint8)
        except OSError as e:
            raise Problem(f"{self.folder / file}, an image of {self.path}, can't be read: {e.strerror}") from None
        picture = cv2.imdecode(content, cv2.IMREAD_COLOR) if content.size else None
        if picture is None:
            raise Problem(f"{self.folder / file}, an image of {self.path}, can't be decoded")
        return picture


def place(text: str) -> tuple[Path, Path] | None:
    """The annotations and the images of ANNOTATIONS.json:IMAGES/; None for another place."""
    annotations, _, images = text.rpartition(":")
    if annotations.endswith(".json") and images:
        return Path(annotations), Path(images)
    if text.rstrip(":").endswith(".json"):
        raise Problem(f"--data {text} doesn't say where the images are, expected ANNOTATIONS.json:IMAGES/, such as {text.rstrip(':')}:images/")
    return None


def _objects(path: Path, content: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = content.get(key)
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise Problem(f"{path} holds no COCO annotations: expected '{key}' to be a list of objects")
    return found


def _name(annotation: Annotation) -> str:
    return f"annotation {annotation['id']}" if "id" in annotation else f"an annotation without an id, of image {json.dumps(annotation.get('image_id'))},"
