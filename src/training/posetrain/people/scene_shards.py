"""Scenes that are packed as zips: JPEGs of 352x352 and a `labels.json`, a list of [file, source, [[x, y, width, height] of each person]].

A fourth entry may follow, {"aspect": width over height before squeezing, "ignored": [[x, y, width, height] of each region that does not count]}."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from torch import Tensor

from posetrain.people import scenes
from posetrain.people.scenes import IGNORED, PERSON, SIDE, UNKNOWN, Scenes
from posetrain.pose import shards
from posetrain.pose.crops import decoded
from posetrain.pose.shards import Label
from posetrain.problem import Problem

ASPECT, REGIONS = "aspect", "ignored"
"""Keys of the fourth entry."""


def read(place: Path) -> Scenes:
    """A zip, or a folder's zips in the order of their names."""
    jpegs, labels = shards.unpacked(place, "boxes")
    names = [label.name for label in labels]
    try:
        boxes = [[*_boxes(label.said, PERSON), *_boxes(label.more.get(REGIONS, []), IGNORED)] for label in labels]
        aspects = [float(label.more.get(ASPECT, UNKNOWN)) for label in labels]
    except (TypeError, ValueError) as e:
        raise Problem(f"{place}: {shards.LABELS} has a box that is not [x, y, width, height], or an aspect that is no number: {e}; "
                      "a person detector is trained on scenes, a pose network on crops") from None
    pictures = decoded(jpegs, [f"{place}: {name}" for name in names], SIDE, SIDE)
    return scenes.of(pictures, boxes, aspects, names, [label.source for label in labels])


def packed(of: Scenes) -> Iterator[tuple[bytes, Label]]:
    """The JPEG and the label of each; `read` gives the same again."""
    for picture, corners, kinds, aspect, name, source in zip(of.pictures, of.boxes, of.kinds, of.aspects.tolist(), of.names, of.sources):
        more: dict[str, Any] = {ASPECT: round(aspect, 4)} if aspect != UNKNOWN else {}
        ignored = _sized(corners[kinds == IGNORED])
        if ignored:
            more[REGIONS] = ignored
        yield shards.jpeg(picture), Label(name, source, _sized(corners[kinds == PERSON]), more)


def _boxes(of_scene: Any, kind: int) -> list[tuple[list[float], int]]:
    return [([float(x), float(y), float(width), float(height)], kind) for x, y, width, height in of_scene]


def _sized(corners: Tensor) -> list[list[float]]:
    return [[round(left, 2), round(top, 2), round(right - left, 2), round(bottom - top, 2)] for left, top, right, bottom in corners.tolist()]
