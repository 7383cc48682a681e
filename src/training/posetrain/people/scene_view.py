"""How a network sees scenes: stretched, shifted, perhaps mirrored."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import torch
import torch.nn.functional as F
from torch import Tensor

from posetrain.people.scenes import SIDE

SAMPLES = (-0.25, 0.25)
"""Where along each side of a pixel, from its middle, the scene is sampled. The program shrinks by areas; single samples would lose small people."""


@dataclass(frozen=True)
class SceneView:
    """A stretch of each scene of a batch into the network's picture. Edges are counted: the left one of the first pixel is 0.

    height, width: of the picture. scale [batch, 2]: pixels of the picture to one of the packed scene, along x and y; a negative x mirrors.
    shift [batch, 2]: where the scene's origin comes to.
    """

    height: int
    width: int
    scale: Tensor
    shift: Tensor

    def boxes(self, boxes: Tensor) -> Tensor:
        """[batch, n, 4], left, top, right and bottom, of the scenes to the same of the pictures."""
        first = boxes[..., :2] * self.scale[:, None] + self.shift[:, None]
        second = boxes[..., 2:] * self.scale[:, None] + self.shift[:, None]
        return torch.cat([torch.minimum(first, second), torch.maximum(first, second)], -1)

    def pictures(self, scenes: Tensor, outside: Tensor) -> Tensor:
        """Float [batch, 3, 352, 352] to [batch, 3, height, width]; outside, [batch, 3], is the colour where no scene is."""
        size = torch.tensor([self.width, self.height], device=scenes.device)
        # affine_grid counts from -1 to 1 between the outer edges.
        factor = size / (self.scale * SIDE)
        offset = factor - 2 * self.shift / (self.scale * SIDE) - 1
        none = torch.zeros_like(factor[:, 0])
        theta = torch.stack([torch.stack([factor[:, 0], none, offset[:, 0]], -1), torch.stack([none, factor[:, 1], offset[:, 1]], -1)], -2)
        middles = F.affine_grid(theta, [len(scenes), 3, self.height, self.width], align_corners=False)
        pixel = (2 * factor / size).view(-1, 1, 1, 2)
        colour = outside.view(-1, 3, 1, 1)
        scenes, total = scenes - colour, colour
        for right, down in product(SAMPLES, SAMPLES):
            places = middles + pixel * torch.tensor([right, down], device=scenes.device)
            total = total + F.grid_sample(scenes, places, mode="bilinear", padding_mode="zeros", align_corners=False) / len(SAMPLES) ** 2
        return total


def letterbox(aspects: Tensor, height: int, width: int) -> Tensor:
    """[batch] of widths over heights to the scale [batch, 2] with which the unsqueezed scene just fits into the picture."""
    across = torch.minimum(torch.full_like(aspects, width), aspects * height)
    return torch.stack([across, across / aspects], -1) / SIDE
