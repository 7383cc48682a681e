"""Crops that are packed as zips, with [x, y, v] of each keypoint, or all of them in a row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import torch

from posetrain.data import jpegs, shards
from posetrain.data.shards import Label
from posetrain.pose.crops import HEIGHT, WIDTH, Crops
from posetrain.problem import Problem

PICTURE = "picture"
"""Key of the fourth entry of a label: the picture that the crop was cut out of."""


def read(place: Path) -> Crops:
    """A zip, or a folder's zips in the order of their names."""
    files, labels = shards.unpacked(place, "keypoints")
    try:
        keypoints = torch.tensor([label.said for label in labels], dtype=torch.float32)
        if keypoints.shape[1:] not in ((17, 3), (51,)):
            raise ValueError(f"all are {'x'.join(map(str, keypoints.shape[1:]))}")
    except (TypeError, ValueError, RuntimeError) as e:
        raise Problem(f"{place}: {shards.LABELS} has an entry without 17 keypoints of [x, y, v]: {e}; a pose network is trained on crops, "
                      "a person detector on scenes") from None
    pictures = jpegs.checked(files, [f"{place}: {label.name}" for label in labels], HEIGHT, WIDTH)
    return Crops(pictures, keypoints.reshape(-1, 17, 3), [str(label.more.get(PICTURE, label.name)) for label in labels], [label.source for label in labels])


def packed(crops: Crops) -> Iterator[tuple[bytes, Label]]:
    """The JPEG and the label of each; `read` gives the same again."""
    for i, (file, keypoints) in enumerate(zip(crops.pictures.files, crops.keypoints)):
        yield file, Label(f"{i:06}.jpg", crops.sources[i], [[round(value, 2) for value in point] for point in keypoints.tolist()],
                          {PICTURE: crops.names[i]})
