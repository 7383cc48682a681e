"""Crops that are packed as zips, with [x, y, v] of each keypoint."""

from __future__ import annotations

from pathlib import Path

import torch

from posetrain.data import jpegs, shards
from posetrain.pose.crops import HEIGHT, WIDTH, Crops
from posetrain.problem import Problem


def read(place: Path) -> Crops:
    """A zip, or a folder's zips in the order of their names."""
    files, labels = shards.unpacked(place, "keypoints")
    names = [name for name, _, _ in labels]
    try:
        keypoints = torch.tensor([points for _, _, points in labels], dtype=torch.float32)
        if keypoints.shape[1:] != (17, 3):
            raise ValueError(f"all are {'x'.join(map(str, keypoints.shape[1:]))}")
    except (TypeError, ValueError, RuntimeError) as e:
        raise Problem(f"{place}: {shards.LABELS} has an entry without 17 keypoints of [x, y, v]: {e}; a pose network is trained on crops, "
                      "a person detector on scenes") from None
    pictures = jpegs.checked(files, [f"{place}: {name}" for name in names], HEIGHT, WIDTH)
    return Crops(pictures, keypoints, names, [source for _, source, _ in labels])
