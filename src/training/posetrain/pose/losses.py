"""What is minimised."""

from __future__ import annotations

from torch import Tensor

FACTOR = 1000.0
"""So that the numbers are readable and far above Adam's epsilon."""


def heatmap_errors(found: Tensor, expected: Tensor) -> Tensor:
    """The mean squared difference of each heatmap: [batch, n, rows, columns] twice to [batch, n]."""
    return FACTOR * (found - expected).square().mean((2, 3))


def weighted_mean(errors: Tensor, weights: Tensor) -> Tensor:
    """[batch, n] and how much each counts to one number. Keypoints that nobody knows count nothing."""
    return (errors * weights).sum() / weights.sum().clamp_min(1)
