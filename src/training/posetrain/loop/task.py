"""What a network is trained to do. The trainer knows no more of it than this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch import Tensor

from posetrain.network.graph import OnnxModule


@dataclass(frozen=True)
class Batch:
    """pictures: what the network is fed with, [batch, 3, height, width]. expected: what the loss is told."""

    pictures: Tensor
    expected: Any


class Task(Protocol):

    figures: tuple[str, ...]
    """The names of what is measured: 'loss' first, then what else tells how good it is."""

    held_out: int
    """How many pictures are measured; 0 where the data are so few that none is."""

    def batch(self, size: int, generator: torch.Generator) -> Batch:
        """The next one, made of random numbers of this generator only."""

    def loss(self, output: Any, expected: Any) -> Tensor:
        """One number, of what the network gives for a batch's pictures."""

    def measure(self, module: OnnxModule, size: int) -> dict[str, float]:
        """The held-out slice, in batches of this size, with the module as it is: each of the figures, in their order."""
