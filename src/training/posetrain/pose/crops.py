"""Pictures of people, cut out with room around them, and where their keypoints are."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch import Tensor

from posetrain.loop import held_out_slice
from posetrain.problem import Problem

HEIGHT, WIDTH = 288, 216
ROOM = 1.6
"""A crop shows the person's box, widened to 3:4, times this."""

HELD_OUT_SHARE = 0.02


@dataclass(frozen=True)
class Crops:
    """pictures: uint8 [crops, 3, 288, 216], RGB. keypoints: float32 [crops, 17, 3], x and y in pixels of the crop, the middle of whose first pixel
    is 0, and a v that is 0 where nothing is known. names: the file of each crop. sources: what each comes from."""

    pictures: Tensor
    keypoints: Tensor
    names: list[str]
    sources: list[str]

    def __post_init__(self) -> None:
        count = len(self.names)
        expected = {"pictures": (count, 3, HEIGHT, WIDTH), "keypoints": (count, 17, 3)}
        found = {"pictures": tuple(self.pictures.shape), "keypoints": tuple(self.keypoints.shape)}
        if expected != found or len(self.sources) != count:
            raise ValueError(f"expected {expected} and as many sources, found {found} and {len(self.sources)} sources")

    def __len__(self) -> int:
        return len(self.names)

    def held_out(self) -> Tensor:
        """bool [crops]: the slice that is never trained on."""
        return held_out_slice.chosen(self.names, HELD_OUT_SHARE)


def joined(parts: Sequence[Crops]) -> Crops:
    if len(parts) == 1:
        return parts[0]
    return Crops(torch.cat([p.pictures for p in parts]), torch.cat([p.keypoints for p in parts]),
                 [name for p in parts for name in p.names], [source for p in parts for source in p.sources])


def decoded(jpegs: Sequence[bytes], names: Sequence[str], height: int = HEIGHT, width: int = WIDTH) -> Tensor:
    """uint8 [pictures, 3, height, width] of files of that size."""
    pictures = np.empty((len(jpegs), 3, height, width), dtype=np.uint8)

    def decode(i: int) -> None:
        picture = cv2.imdecode(np.frombuffer(jpegs[i], np.uint8), cv2.IMREAD_COLOR)
        if picture is None or picture.shape[:2] != (height, width):
            size = "can't be decoded" if picture is None else f"is {picture.shape[0]}x{picture.shape[1]}"
            raise Problem(f"picture '{names[i]}' {size}, expected a JPEG of {height}x{width}")
        pictures[i] = picture[:, :, ::-1].transpose(2, 0, 1)

    with ThreadPoolExecutor() as threads:
        for _ in threads.map(decode, range(len(jpegs))):
            pass
    return torch.from_numpy(pictures)
