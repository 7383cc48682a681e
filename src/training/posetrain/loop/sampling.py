"""Which pictures a batch is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import torch
from torch import Tensor

from posetrain.problem import Problem


class Data(Protocol):
    """Crops, or scenes."""

    @property
    def sources(self) -> Sequence[str]:
        """What each comes from."""

    def held_out(self) -> Tensor:
        """bool [sources]"""


class Sampler:
    """Draws pictures at random, with replacement, each as often as its source weighs, which is 1 where nothing is said; never one of the held-out slice."""

    def __init__(self, data: Data, weights: Mapping[str, float]) -> None:
        unknown = weights.keys() - set(data.sources)
        if unknown:
            raise Problem(f"--weights names the sources {sorted(unknown)}, the data have {sorted(set(data.sources))}")
        each = torch.tensor([weights.get(source, 1.0) for source in data.sources], dtype=torch.float64)
        each[data.held_out()] = 0
        if each.sum() <= 0:
            raise Problem("no picture is left to train on: every source weighs 0, or there is no more than the held-out slice")
        self._upper = each.cumsum(0) / each.sum()
        self._last = int(each.nonzero().max())

    def draw(self, count: int, generator: torch.Generator) -> Tensor:
        """int64 [count], on the CPU."""
        places = torch.searchsorted(self._upper, torch.rand(count, generator=generator, dtype=torch.float64), right=True)
        return places.clamp_max(self._last)
