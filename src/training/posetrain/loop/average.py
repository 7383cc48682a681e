"""The moving average of weights, which is what is measured and written (Polyak and Juditsky, 1992)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor

from posetrain.network.graph import OnnxModule


class Average:
    """Exponential, of parameters and statistics alike. It reaches back over a twentieth of the steps so far, so that the first ones are soon
    forgotten, up to 1 / (1 − decay) of them."""

    def __init__(self, module: OnnxModule, decay: float) -> None:
        self._weights = module.weights()
        self.values = {name: tensor.detach().clone() for name, tensor in self._weights.items()}
        self._decay = decay

    @torch.no_grad()
    def update(self, step: int) -> None:
        """After step number step, from 1."""
        decay = min(self._decay, step / (step + 19))
        torch._foreach_lerp_(list(self.values.values()), [tensor.detach() for tensor in self._weights.values()], 1 - decay)

    @contextmanager
    @torch.no_grad()
    def applied(self) -> Iterator[None]:
        """Within, the module's weights are the average."""
        own = {name: tensor.detach().clone() for name, tensor in self._weights.items()}
        self._put(self.values)
        try:
            yield
        finally:
            self._put(own)

    @torch.no_grad()
    def _put(self, values: dict[str, Tensor]) -> None:
        for name, tensor in self._weights.items():
            tensor.copy_(values[name])
