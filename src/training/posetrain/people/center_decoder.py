"""Reads boxes from the maps of a person detector, as the program does."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from posetrain.people.center_grid import STRIDE

MAX_IOU = 0.65
MOST = 300


def decoded(centers: Tensor, sizes: Tensor, threshold: float) -> tuple[np.ndarray, np.ndarray]:
    """centers: [1, rows, columns]. sizes: [4, rows, columns]. Every cell that is highest in its 3×3 window and reaches the threshold is a person; of
    boxes that overlap by an IoU of more than 0.65 the best stays. Gives [people, 4], left, top, right and bottom in pixels, and [people] scores, best first."""
    is_peak = (F.max_pool2d(centers.unsqueeze(0), 3, 1, 1)[0] == centers) & (centers >= threshold)
    y, x = is_peak[0].nonzero().unbind(1)
    scores, order = centers[0, y, x].sort(descending=True, stable=True)
    left, top, right, bottom = sizes[:, y, x]
    boxes = torch.stack([STRIDE * x - left, STRIDE * y - top, STRIDE * x + right, STRIDE * y + bottom], 1)[order]
    is_box = ((boxes[:, 2:] > boxes[:, :2]).all(1) & boxes.isfinite().all(1))
    return _without_doubles(boxes[is_box][:MOST].cpu().double().numpy(), scores[is_box][:MOST].cpu().double().numpy())


def iou(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """[n, 4] and [m, 4] to [n, m]."""
    shared = intersections(boxes, others)
    return shared / np.maximum(areas(boxes)[:, None] + areas(others) - shared, 1e-9)


def intersections(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Areas, [n, 4] and [m, 4] to [n, m]."""
    low, high = np.maximum(boxes[:, None, :2], others[:, :2]), np.minimum(boxes[:, None, 2:], others[:, 2:])
    return (high - low).clip(0).prod(2)


def areas(boxes: np.ndarray) -> np.ndarray:
    return (boxes[:, 2:] - boxes[:, :2]).prod(1)


def _without_doubles(boxes: np.ndarray, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    overlaps, kept = iou(boxes, boxes), []
    for i in range(len(boxes)):
        if not (overlaps[i, kept] > MAX_IOU).any():
            kept.append(i)
    return boxes[kept], scores[kept]
