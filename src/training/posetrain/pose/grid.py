"""Where heatmaps lie in a picture."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from posetrain.network.description import KEYPOINTS, POSE, Description
from posetrain.network.graph import OnnxModule
from posetrain.network.onnx_file import OnnxFile
from posetrain.problem import Problem


HEATMAPS = "heatmaps"
"""The output."""


@dataclass(frozen=True)
class Grid:
    """rows × columns of cells over a picture of height × width pixels."""

    height: int
    width: int
    rows: int
    columns: int
    cell_offset: float

    def __post_init__(self) -> None:
        if self.height * self.columns != self.width * self.rows:
            raise Problem(f"heatmaps of {self.rows}x{self.columns} for pictures of {self.height}x{self.width}: "
                          "expected cells as high as they are wide")

    @property
    def stride(self) -> float:
        """Pixels to a cell."""
        return self.height / self.rows

    @staticmethod
    def of(file: OnnxFile, module: OnnxModule, description: Description) -> Grid:
        """Runs the network once to see what it gives."""
        if description.task != POSE:
            raise Problem(f"{file.name} is made for '{description.task}' by its metadata, expected a pose network")
        if len(file.outputs) != 1:
            raise Problem(f"{file.name} has the outputs {file.outputs}, expected one, heatmaps; say which with --output")
        picture = file.picture
        device = next(iter(module.weights().values())).device
        was_training = module.training
        module.eval()
        try:
            with torch.no_grad():
                found = module(torch.zeros(2, 3, picture.height, picture.width, device=device))
        except RuntimeError as e:
            raise Problem(f"{file.name} can't be run on a batch of pictures of {picture.height}x{picture.width}: {e}") from None
        finally:
            module.train(was_training)
        if found.dim() != 4 or found.shape[0] != 2 or found.shape[1] != KEYPOINTS:
            raise Problem(f"{file.name}: output '{file.outputs[0]}' is {list(found.shape)} for two pictures, expected heatmaps, "
                          f"[2, {KEYPOINTS}, rows, columns]; --output names an inner tensor that is")
        return Grid(picture.height, picture.width, found.shape[2], found.shape[3], description.cell_offset)
