"""Crops that are packed as zips: JPEGs and a `labels.json`, a list of [file, source, [[x, y, v] of each keypoint]].

A fourth entry may follow, an object with what else is known of a picture."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import torch
from torch import Tensor

from posetrain.pose.crops import Crops, decoded
from posetrain.problem import Problem

LABELS = "labels.json"

QUALITY = 92
"""Of the JPEGs, of 100."""


@dataclass(frozen=True)
class Label:
    """said: the keypoints of a crop, the boxes of a scene. more: what else is known."""

    name: str
    source: str
    said: Any
    more: dict[str, Any] = field(default_factory=dict)

    def entry(self) -> list[Any]:
        return [self.name, self.source, self.said, *([self.more] if self.more else [])]


def read(place: Path) -> Crops:
    """A zip, or a folder's zips in the order of their names."""
    jpegs, labels = unpacked(place, "keypoints")
    names = [label.name for label in labels]
    try:
        keypoints = torch.tensor([label.said for label in labels], dtype=torch.float32).reshape(-1, 17, 3)
    except (TypeError, ValueError, RuntimeError) as e:
        raise Problem(f"{place}: {LABELS} has an entry without 17 keypoints of [x, y, v]: {e}; a pose network is trained on crops, "
                      "a person detector on scenes") from None
    return Crops(decoded(jpegs, [f"{place}: {name}" for name in names]), keypoints, names, [label.source for label in labels])


def packed(crops: Crops) -> Iterator[tuple[bytes, Label]]:
    """The JPEG and the label of each; `read` gives the same again."""
    for picture, keypoints, name, source in zip(crops.pictures, crops.keypoints, crops.names, crops.sources):
        yield jpeg(picture), Label(name, source, [[round(value, 2) for value in point] for point in keypoints.tolist()])


def jpeg(picture: Tensor) -> bytes:
    """picture: uint8 [3, height, width], RGB."""
    return cv2.imencode(".jpg", picture.flip(0).permute(1, 2, 0).contiguous().numpy(), [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()


def unpacked(place: Path, what: str) -> tuple[list[bytes], list[Label]]:
    """JPEGs and labels of a zip or a folder's zips. what: is said in them, for messages."""
    zips = sorted(place.glob("*.zip")) if place.is_dir() else [place]
    if not zips:
        raise Problem(f"{place} holds no zips, expected pictures packed as zips with a {LABELS} each")
    # All are decoded into one block of memory: the pictures of a training set are there only once.
    jpegs: list[bytes] = []
    labels: list[Label] = []
    for file in zips:
        more, of_them = _of_zip(file, what)
        jpegs += more
        labels += of_them
    return jpegs, labels


def _of_zip(file: Path, what: str) -> tuple[list[bytes], list[Label]]:
    try:
        with zipfile.ZipFile(file) as archive:
            labels = [_label(*entry) for entry in json.loads(archive.read(LABELS))]
            return [archive.read(label.name) for label in labels], labels
    except FileNotFoundError:
        raise Problem(f"{file}: there is no such file or folder") from None
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as e:
        raise Problem(f"{file} is no zip of pictures with a {LABELS} of [file, source, {what}]: {e}") from None


def _label(name: object, source: object, said: object, more: object = None) -> Label:
    if not isinstance(more, (dict, type(None))):
        raise ValueError(f"the fourth entry of '{name}' is {more}, expected an object or nothing")
    return Label(str(name), str(source), said, more or {})
