"""Distillation: another pose network says what the heatmaps should be (Hinton et al., 2015; for poses Zhang et al., CVPR 2019)."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from posetrain.network.description import Description
from posetrain.network.graph import OnnxModule
from posetrain.network.onnx_file import OnnxFile
from posetrain.pose.grid import Grid
from posetrain.pose.skeleton import MIRROR

WEIGHT = 0.5
"""Of the loss, where there is a label."""


class Teacher:
    """A network that is not trained. It sees what the student sees, made to fit its picture and centred on black."""

    def __init__(self, file: OnnxFile, student: Grid, flip: bool, device: torch.device, autocast: bool = False) -> None:
        self._description = Description.of(file)
        self._module = OnnxModule(file).placed(device).eval().requires_grad_(False)
        self._own = Grid.of(file, self._module, self._description)
        self._student = student
        self._flip = flip
        self._autocast = autocast
        self._scale = min(self._own.height / student.height, self._own.width / student.width)
        self._inner = round(student.height * self._scale), round(student.width * self._scale)
        self._top, self._left = (self._own.height - self._inner[0]) // 2, (self._own.width - self._inner[1]) // 2
        self._places = self._cells(mirrored=False).to(device)
        self._mirrored_places = self._cells(mirrored=True).to(device)

    @torch.no_grad()
    def heatmaps(self, pictures: Tensor) -> Tensor:
        """[batch, 3, height, width] of 0..255 as the student sees them to float32 [batch, 17, rows, columns] of the student's grid."""
        pictures = self._fitted(pictures)
        found = self._brought_back(self._run(pictures), self._places)
        if self._flip:
            other = self._brought_back(self._run(pictures.flip(3)), self._mirrored_places)
            found = (found + other[:, list(MIRROR)]) / 2
        return found

    def _fitted(self, pictures: Tensor) -> Tensor:
        if self._inner != tuple(pictures.shape[2:]):
            pictures = F.interpolate(pictures, size=self._inner, mode="bilinear", align_corners=False, antialias=self._scale < 1)
        below, right = self._own.height - self._inner[0] - self._top, self._own.width - self._inner[1] - self._left
        return F.pad(pictures, (self._left, right, self._top, below))

    def _run(self, pictures: Tensor) -> Tensor:
        fed = self._description.normalised(pictures).contiguous(memory_format=torch.channels_last)
        with torch.autocast(pictures.device.type, torch.bfloat16, enabled=self._autocast):
            return self._module(fed).float()

    def _brought_back(self, heatmaps: Tensor, places: Tensor) -> Tensor:
        return F.grid_sample(heatmaps, places.expand(len(heatmaps), -1, -1, -1), mode="bilinear", padding_mode="zeros", align_corners=True)

    def _cells(self, mirrored: bool) -> Tensor:
        """[1, rows, columns, 2]: where the middle of each of the student's cells is in the teacher's heatmaps, -1..1 from the first cell to the last."""
        own, student = self._own, self._student

        def along(count: int, scale: float, before: int, size: int, cells: int, turned: bool) -> Tensor:
            pixel = student.stride * (torch.arange(count) + student.cell_offset)
            place = (pixel + 0.5) * scale + before - 0.5
            cell = (size - 1 - place if turned else place) / own.stride - own.cell_offset
            return 2 * cell / (cells - 1) - 1

        x = along(student.columns, self._inner[1] / student.width, self._left, own.width, own.columns, mirrored)
        y = along(student.rows, self._inner[0] / student.height, self._top, own.height, own.rows, False)
        return torch.stack([x.expand(student.rows, -1), y.unsqueeze(1).expand(-1, student.columns)], -1).unsqueeze(0)
