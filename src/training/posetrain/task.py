"""What a network is trained to do. The trainer knows no more of it than this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch import Tensor

from posetrain.graph import OnnxModule


@dataclass(frozen=True)
class Batch:
    """pictures: what the network is fed with, [batch, 3, height, width]. expected: what the loss is told."""

    pictures: Tensor
    expected: Any


class Task(Protocol):

    def batch(self, size: int, generator: torch.Generator) -> Batch:
        """The next one, made of random numbers of this generator only."""

    def loss(self, output: Tensor, expected: Any) -> Tensor:
        """One number."""

    def measure(self, module: OnnxModule, size: int) -> dict[str, float]:
        """The held-out slice, in batches of this size, with the module as it is: 'loss' first, then what else tells how good it is."""
