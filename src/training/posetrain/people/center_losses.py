"""What is minimised by a person detector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from posetrain.people.center_targets import CenterTargets

SIZES_WEIGHT = 5.0
"""As the authors of TTFNet; centers weigh 1."""

LEAST = 1e-4
"""Probabilities are kept so far from 0 and 1: their logarithms are finite."""


@dataclass(frozen=True)
class CenterErrors:
    """Sums over a batch. centers: of focal losses; people: the middles they belong to. sizes: of weighted 1 − GIoU; weight: what they weigh."""

    centers: Tensor
    people: Tensor
    sizes: Tensor
    weight: Tensor

    @property
    def loss(self) -> Tensor:
        return self.centers / self.people.clamp_min(1) + SIZES_WEIGHT * self.sizes / self.weight.clamp_min(1)


def of(centers: Tensor, sizes: Tensor, expected: CenterTargets) -> CenterErrors:
    """centers: [batch, 1, rows, columns], probabilities. sizes: [batch, 4, rows, columns], distances of 0 or more. In float32, whatever they come in."""
    focal = focal_losses(centers.float(), expected.centers) * expected.known
    overlap = giou(sizes.float(), expected.sizes)
    return CenterErrors(focal.sum(), (expected.centers == 1).sum(), (expected.weights * (1 - overlap)).sum(), expected.weights.sum())


def total(parts: Sequence[CenterErrors]) -> CenterErrors:
    return CenterErrors(*(torch.stack([getattr(part, name) for part in parts]).sum() for name in ("centers", "people", "sizes", "weight")))


def focal_losses(found: Tensor, expected: Tensor) -> Tensor:
    """Of each cell, reduced near people (Zhou et al., 2019, equation 1, alpha 2, beta 4; Law and Deng, ECCV 2018)."""
    found = found.clamp(LEAST, 1 - LEAST)
    at_middle = (1 - found).square() * found.log()
    elsewhere = (1 - expected).pow(4) * found.square() * (1 - found).log()
    return -torch.where(expected == 1, at_middle, elsewhere)


def giou(found: Tensor, expected: Tensor) -> Tensor:
    """Generalised intersection over union (Rezatofighi et al., CVPR 2019) of boxes that are distances from the same point, 0 or more:
    [batch, 4, rows, columns] twice to [batch, 1, rows, columns]."""
    shared = _area(torch.minimum(found, expected))
    around = _area(torch.maximum(found, expected)).clamp_min(LEAST)
    union = (_area(found) + _area(expected) - shared).clamp_min(LEAST)
    return shared / union - (around - union) / around


def _area(distances: Tensor) -> Tensor:
    return (distances[:, 0:1] + distances[:, 2:3]) * (distances[:, 1:2] + distances[:, 3:4])
