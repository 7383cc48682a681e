"""What heatmaps should be."""

from __future__ import annotations

import torch
from torch import Tensor

DEVIATION = 2 / 64
"""Of the Gaussian, of a heatmap's height: 2 cells at 64 rows, as the authors train (256x192)."""


def heatmaps(keypoints: Tensor, rows: int, columns: int, stride: float, cell_offset: float) -> Tensor:
    """A Gaussian of height 1 around each keypoint.

    keypoints: [batch, n, 2], x and y in pixels of the picture. A keypoint at pixel p has its peak at column p / stride − cell_offset, not
    rounded to a cell (Zhang et al., DARK, CVPR 2020). Gives [batch, n, rows, columns].
    """
    x = keypoints[..., 0, None] / stride - cell_offset - torch.arange(columns, device=keypoints.device)
    y = keypoints[..., 1, None] / stride - cell_offset - torch.arange(rows, device=keypoints.device)
    width = 2 * (DEVIATION * rows) ** 2
    # The Gaussian of a plane is the product of those of its axes.
    return torch.exp(-y * y / width).unsqueeze(-1) * torch.exp(-x * x / width).unsqueeze(-2)
