"""Other light on pictures."""

from __future__ import annotations

import torch
from torch import Tensor


def changed(pictures: Tensor, factor: Tensor, offset: Tensor, grey: Tensor) -> Tensor:
    """[batch, 3, height, width] of 0..255, times factor [batch], plus offset [batch, 3] of each channel, and without colour where grey, bool [batch]."""
    pictures = pictures * factor.view(-1, 1, 1, 1) + offset.view(-1, 3, 1, 1)
    return torch.where(grey.view(-1, 1, 1, 1), pictures.mean(1, keepdim=True), pictures).clamp(0, 255)
