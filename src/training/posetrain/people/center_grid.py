"""Where the maps of a person detector lie in a picture."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from posetrain.network.graph import OnnxModule
from posetrain.network.onnx_file import OnnxFile
from posetrain.problem import Problem

CENTERS, SIZES = "centers", "sizes"
"""The outputs."""

STRIDE = 4
"""Pixels to a cell. The cell in column x and row y is the point (4x, 4y) of the picture, whose left and upper edges are 0."""

MULTIPLE = 32
"""Of sides of pictures; the program asks for it."""


@dataclass(frozen=True)
class CenterGrid:
    """Of a picture of height × width pixels."""

    height: int
    width: int

    def __post_init__(self) -> None:
        if self.height % MULTIPLE or self.width % MULTIPLE:
            raise Problem(f"pictures of {self.height}x{self.width}: expected sides that are multiples of {MULTIPLE}")

    @property
    def rows(self) -> int:
        return self.height // STRIDE

    @property
    def columns(self) -> int:
        return self.width // STRIDE

    @property
    def shapes(self) -> dict[str, tuple[int, int, int]]:
        """Of the outputs, less the batch."""
        return {CENTERS: (1, self.rows, self.columns), SIZES: (4, self.rows, self.columns)}

    @staticmethod
    def of(file: OnnxFile, module: OnnxModule) -> CenterGrid:
        """Runs the network once to see what it gives."""
        grid = CenterGrid(file.picture.height, file.picture.width)
        device = next(iter(module.weights().values())).device
        was_training = module.training
        module.eval()
        try:
            with torch.no_grad():
                found = module(torch.zeros(2, 3, grid.height, grid.width, device=device))
        except RuntimeError as e:
            raise Problem(f"{file.name} can't be run on a batch of pictures of {grid.height}x{grid.width}: {e}") from None
        finally:
            module.train(was_training)
        shapes = {name: tuple(found[name].shape) for name in file.outputs} if isinstance(found, dict) else {file.outputs[0]: tuple(found.shape)}
        for name, shape in grid.shapes.items():
            if shapes.get(name) != (2, *shape):
                raise Problem(f"{file.name} gives {shapes} for two pictures of {grid.height}x{grid.width}, expected '{name}': {(2, *shape)}")
        return grid
