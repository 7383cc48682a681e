"""Scenes that are packed as zips of 352x352 JPEGs, with [x, y, width, height] of each person."""

from __future__ import annotations

from pathlib import Path

from posetrain.data import jpegs, shards
from posetrain.people import scenes
from posetrain.people.scenes import PERSON, SIDE, UNKNOWN, Scenes
from posetrain.problem import Problem


def read(place: Path) -> Scenes:
    """A zip, or a folder's zips in the order of their names."""
    files, labels = shards.unpacked(place, "boxes")
    names = [name for name, _, _ in labels]
    try:
        boxes = [[((float(x), float(y), float(width), float(height)), PERSON) for x, y, width, height in of_scene] for _, _, of_scene in labels]
    except (TypeError, ValueError) as e:
        raise Problem(f"{place}: {shards.LABELS} has a box that is not [x, y, width, height]: {e}; a person detector is trained on scenes, "
                      "a pose network on crops") from None
    pictures = jpegs.checked(files, [f"{place}: {name}" for name in names], SIDE, SIDE)
    return scenes.of(pictures, boxes, [UNKNOWN] * len(names), names, [source for _, source, _ in labels])
