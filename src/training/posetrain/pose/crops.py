"""Pictures of people, cut out with room around them, and where their keypoints are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from posetrain.data import jpegs
from posetrain.data.jpegs import Pictures
from posetrain.loop import held_out_slice

HEIGHT, WIDTH = 288, 216
ROOM = 1.6
"""A crop shows the person's box, widened to 3:4, times this."""

HELD_OUT_SHARE = 0.02


@dataclass(frozen=True)
class Crops:
    """pictures: uint8 [crops, 3, 288, 216], RGB. keypoints: float32 [crops, 17, 3], x and y in pixels of the crop, the middle of whose first pixel
    is 0, and a v that is 0 where nothing is known. names: of each the picture it was cut out of, or its own file where that is not known any more: crops
    of one name are held out together. sources: what each comes from."""

    pictures: Pictures
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

    def to(self, device: torch.device) -> Crops:
        return replace(self, pictures=self.pictures.to(device), keypoints=self.keypoints.to(device))


def joined(parts: Sequence[Crops]) -> Crops:
    """As they were read."""
    if len(parts) == 1:
        return parts[0]
    return Crops(jpegs.joined([p.pictures for p in parts]), torch.cat([p.keypoints for p in parts]),
                 [name for p in parts for name in p.names], [source for p in parts for source in p.sources])
