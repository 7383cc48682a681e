"""Whole pictures and where the people in them are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor

from posetrain.data import jpegs
from posetrain.data.jpegs import Jpegs, Pictures
from posetrain.loop import held_out_slice

SIDE = 352
"""Of the packed pictures, pixels: height and width, whatever shape the scene had."""

PERSON, IGNORED = 1, 2
"""Kinds of boxes. What is IGNORED (a crowd) is neither asked to be found nor taken for background."""

UNKNOWN = 0.0
"""The aspect where it got lost."""

HELD_OUT_SHARE = 0.06


@dataclass(frozen=True)
class Scenes:
    """pictures: uint8 [scenes, 3, 352, 352], RGB, squeezed. boxes: float32 [scenes, most, 4], left, top, right and bottom in pixels of the squeezed
    picture, whose left edge is 0 and whose right one is 352. kinds: int64 [scenes, most], 0 where there is no box. aspects: float32 [scenes], width
    over height before squeezing, or UNKNOWN. names: the file of each. sources: what each comes from."""

    pictures: Pictures
    boxes: Tensor
    kinds: Tensor
    aspects: Tensor
    names: list[str]
    sources: list[str]

    def __post_init__(self) -> None:
        count, most = len(self.names), self.kinds.shape[-1]
        expected = [(count, 3, SIDE, SIDE), (count, most, 4), (count, most), (count,)]
        found = [tuple(tensor.shape) for tensor in (self.pictures, self.boxes, self.kinds, self.aspects)]
        if expected != found or len(self.sources) != count:
            raise ValueError(f"expected {expected} and as many sources, found {found} and {len(self.sources)} sources")

    def __len__(self) -> int:
        return len(self.names)

    def held_out(self) -> Tensor:
        """bool [scenes]: the slice that is never trained on."""
        return held_out_slice.chosen(self.names, HELD_OUT_SHARE)

    def to(self, device: torch.device) -> Scenes:
        return replace(self, pictures=self.pictures.to(device), boxes=self.boxes.to(device), kinds=self.kinds.to(device), aspects=self.aspects.to(device))


def of(pictures: Jpegs, boxes: Sequence[Sequence[tuple[Sequence[float], int]]], aspects: Sequence[float], names: list[str],
       sources: list[str]) -> Scenes:
    """boxes: of each scene, as many as it has: x, y, width, height, and the kind."""
    most = max(1, max((len(of_scene) for of_scene in boxes), default=0))
    corners, kinds = torch.zeros(len(names), most, 4), torch.zeros(len(names), most, dtype=torch.int64)
    for i, of_scene in enumerate(boxes):
        for j, ((x, y, width, height), kind) in enumerate(of_scene):
            corners[i, j] = torch.tensor([x, y, x + width, y + height])
            kinds[i, j] = kind
    return Scenes(pictures, corners.clamp(0, SIDE), kinds, torch.tensor(aspects, dtype=torch.float32), names, sources)


def joined(parts: Sequence[Scenes]) -> Scenes:
    """As they were read."""
    if len(parts) == 1:
        return parts[0]
    most = max(p.kinds.shape[1] for p in parts)
    boxes = [F.pad(p.boxes, (0, 0, 0, most - p.boxes.shape[1])) for p in parts]
    kinds = [F.pad(p.kinds, (0, most - p.kinds.shape[1])) for p in parts]
    return Scenes(jpegs.joined([p.pictures for p in parts]), torch.cat(boxes), torch.cat(kinds), torch.cat([p.aspects for p in parts]),
                  [name for p in parts for name in p.names], [source for p in parts for source in p.sources])
