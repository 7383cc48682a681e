"""How good a network is on the crops that are never trained on."""

from __future__ import annotations

import torch
from torch import Tensor

from posetrain.pose.grid import Grid

THRESHOLD = 0.05


class Scores:
    """loss: the mean error of heatmaps with a label. pck: the share of labelled keypoints found within 0.05 of the longer side of the person's
    box, widened to the picture's shape (PCK as in Yang and Ramanan, PAMI 2013, normalised by the box as in mmpose; @0.05)."""

    def __init__(self, grid: Grid, padding: float) -> None:
        self._grid = grid
        self._reach = THRESHOLD * max(grid.height, grid.width) / padding
        self._errors: list[Tensor] = []
        self._hits: list[Tensor] = []

    def add(self, errors: Tensor, heatmaps: Tensor, keypoints: Tensor, known: Tensor) -> None:
        """errors: [batch, 17]. heatmaps: [batch, 17, rows, columns]. keypoints: [batch, 17, 2], in pixels. known: bool [batch, 17]."""
        pixels = (peaks(heatmaps) + self._grid.cell_offset) * self._grid.stride
        self._hits.append(((pixels - keypoints).norm(dim=-1) <= self._reach)[known].float())
        self._errors.append(errors[known])

    def result(self) -> dict[str, float]:
        return {"loss": torch.cat(self._errors).mean().item(), "pck": torch.cat(self._hits).mean().item()}


def peaks(heatmaps: Tensor) -> Tensor:
    """[batch, n, rows, columns] to [batch, n, 2], column and row of the highest cell, moved a quarter of a cell to its higher neighbour
    (Newell et al., ECCV 2016), but not along an axis at whose end it is."""
    rows, columns = heatmaps.shape[2:]
    highest = heatmaps.flatten(2).argmax(2)
    x, y = highest % columns, highest // columns

    def quarter(place: Tensor, size: int, step: int) -> Tensor:
        flat = heatmaps.flatten(2)

        def at(cell: Tensor) -> Tensor:
            return flat.gather(2, cell.clamp(0, rows * columns - 1).unsqueeze(2)).squeeze(2)

        inside = (place > 0) & (place < size - 1)
        return 0.25 * inside * torch.sign(at(highest + step) - at(highest - step))

    return torch.stack([x + quarter(x, columns, 1), y + quarter(y, rows, columns)], -1)
