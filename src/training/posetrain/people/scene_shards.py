"""Scenes that are packed as zips of 352x352 JPEGs, with [x, y, width, height] of each person.

The fourth entry of a label may be {"aspect": width over height before squeezing, "ignored": [[x, y, width, height] of each region that does not count]}."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from torch import Tensor

from posetrain.data import jpegs, shards
from posetrain.data.shards import Label
from posetrain.people import scenes
from posetrain.people.scenes import IGNORED, PERSON, SIDE, UNKNOWN, Scenes
from posetrain.problem import Problem

ASPECT, REGIONS = "aspect", "ignored"
"""Keys of the fourth entry."""


def read(place: Path) -> Scenes:
    """A zip, or a folder's zips in the order of their names."""
    files, labels = shards.unpacked(place, "boxes")
    try:
        boxes = [[*_boxes(label.said, PERSON), *_boxes(label.more.get(REGIONS, []), IGNORED)] for label in labels]
        aspects = [float(label.more.get(ASPECT, UNKNOWN)) for label in labels]
    except (TypeError, ValueError) as e:
        raise Problem(f"{place}: {shards.LABELS} has a box that is not [x, y, width, height], or an aspect that is no number: {e}; "
                      "a person detector is trained on scenes, a pose network on crops") from None
    pictures = jpegs.checked(files, [f"{place}: {label.name}" for label in labels], SIDE, SIDE)
    return scenes.of(pictures, boxes, aspects, [label.name for label in labels], [label.source for label in labels])


def packed(of: Scenes) -> Iterator[tuple[bytes, Label]]:
    """The JPEG and the label of each; `read` gives the same again."""
    for file, corners, kinds, aspect, name, source in zip(of.pictures.files, of.boxes, of.kinds, of.aspects.tolist(), of.names, of.sources):
        more: dict[str, Any] = {ASPECT: round(aspect, 4)} if aspect != UNKNOWN else {}
        ignored = _sized(corners[kinds == IGNORED])
        if ignored:
            more[REGIONS] = ignored
        yield file, Label(name, source, _sized(corners[kinds == PERSON]), more)


def _boxes(of_scene: Any, kind: int) -> list[tuple[list[float], int]]:
    return [([float(x), float(y), float(width), float(height)], kind) for x, y, width, height in of_scene]


def _sized(corners: Tensor) -> list[list[float]]:
    return [[round(left, 2), round(top, 2), round(right - left, 2), round(bottom - top, 2)] for left, top, right, bottom in corners.tolist()]
