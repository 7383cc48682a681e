"""What the maps of a person detector should be: those of TTFNet (Liu et al., Training-Time-Friendly Network for Real-Time Object Detection, AAAI 2020).

The maps are like CenterNet's (Zhou et al., Objects as Points, 2019), but TTFNet's Gaussians are as wide and as high as their boxes, and every cell of
a Gaussian, not only its middle, learns the distances to the box's sides. A small data set thus teaches sizes at some hundred times as many
cells, and a peak that is found a cell beside its place still has the right box. The network's four distances are TTFNet's, too.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from posetrain.people.center_grid import STRIDE, CenterGrid
from posetrain.people.scenes import IGNORED, PERSON

INNER_SHARE = 0.54
"""Of a box's width and height, that of its Gaussian; both alpha and beta of the paper."""


@dataclass(frozen=True)
class CenterTargets:
    """centers: [batch, 1, rows, columns], Gaussians whose middles are exactly 1. known: bool, as centers: false where neither is said that there is a
    person nor that there is none. sizes: [batch, 4, rows, columns], distances to the left, upper, right and lower side, pixels. weights: as centers,
    how much a cell's sizes count; 0 outside the Gaussians."""

    centers: Tensor
    known: Tensor
    sizes: Tensor
    weights: Tensor


def maps(boxes: Tensor, kinds: Tensor, grid: CenterGrid) -> CenterTargets:
    """boxes: [batch, most, 4], left, top, right and bottom in pixels of the picture, clipped to it. kinds: [batch, most], PERSON, IGNORED or 0.

    A box of width w has the standard deviation (2r + 1) / 6 cells across, r = ⌊0.54 w / 2 / 4⌋, and ends r cells from the middle, as in the authors'
    program; so for the height. Its middle is the cell whose point is nearest. Where Gaussians overlap, the higher value holds, and the sizes are
    those of the smaller box. A box's weights add up to the logarithm of its area.
    """
    rows, columns = torch.arange(grid.rows, device=boxes.device), torch.arange(grid.columns, device=boxes.device)
    left, top, right, bottom = boxes.unbind(-1)
    across = _gaussian((left + right) / 2, right - left, columns) * (kinds == PERSON).unsqueeze(2)
    down = _gaussian((top + bottom) / 2, bottom - top, rows)
    gaussians = down.unsqueeze(3) * across.unsqueeze(2)
    centers = gaussians.amax(1, keepdim=True)

    area = (right - left) * (bottom - top)
    x, y = (STRIDE * columns).expand(grid.rows, -1), (STRIDE * rows).unsqueeze(1).expand(-1, grid.columns)

    def of_smallest(number: Tensor) -> Tensor:
        return number[..., None, None].expand(-1, -1, grid.rows, grid.columns).gather(1, smallest)

    smallest = torch.where(gaussians > 0, area[..., None, None], torch.inf).argmin(1, keepdim=True)
    weight = area.clamp_min(1).log() / (across.sum(2) * down.sum(2)).clamp_min(1)
    weights = gaussians.gather(1, smallest) * of_smallest(weight)
    distances = torch.cat([x - of_smallest(left), y - of_smallest(top), of_smallest(right) - x, of_smallest(bottom) - y], 1)
    # The nearest cell may lie beside a very small box; no distance is negative.
    sizes = torch.where(weights > 0, distances.clamp_min(0), 0)
    return CenterTargets(centers, (centers > 0) | ~_ignored(boxes, kinds, columns, rows), sizes, weights)


def _gaussian(middle: Tensor, length: Tensor, cells: Tensor) -> Tensor:
    """[batch, most] to [batch, most, cells], 0 from the end on."""
    # A box at the right or lower edge may have its middle nearest to a cell that is not there.
    cell = (middle / STRIDE).round().clamp(0, len(cells) - 1).unsqueeze(2)
    reach = (INNER_SHARE * length / 2 / STRIDE).floor().unsqueeze(2)
    deviation = (2 * reach + 1) / 6
    away = cells - cell
    return torch.exp(-away.square() / (2 * deviation.square())) * (away.abs() <= reach)


def _ignored(boxes: Tensor, kinds: Tensor, columns: Tensor, rows: Tensor) -> Tensor:
    """bool [batch, 1, rows, columns]: whether a cell's point is in an ignored region."""
    left, top, right, bottom = boxes.unsqueeze(2).unbind(-1)
    x, y = STRIDE * columns, STRIDE * rows
    is_across, is_down = (x >= left) & (x <= right), (y >= top) & (y <= bottom)
    return (is_down.unsqueeze(3) & (is_across & (kinds == IGNORED).unsqueeze(2)).unsqueeze(2)).any(1, keepdim=True)
