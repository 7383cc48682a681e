"""How a network sees crops: turned, scaled and shifted."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from posetrain.pose.crops import HEIGHT, ROOM, WIDTH


@dataclass(frozen=True)
class View:
    """A similarity of each crop of a batch into the network's picture. Pixels are counted from the middle of the first one.

    height, width: of the picture. centre [batch, 2]: the x and y of a crop that come to its middle. scale [batch]: pixels of the picture
    to one of the crop. angle [batch]: radians, clockwise as y points down. shift [batch, 2]: x and y, in pixels of the picture.
    """

    height: int
    width: int
    centre: Tensor
    scale: Tensor
    angle: Tensor
    shift: Tensor

    @staticmethod
    def plain(count: int, height: int, width: int, padding: float, device: torch.device) -> View:
        """As the program crops: the person's box, times the padding, in the middle."""
        return View(height, width, torch.tensor([[WIDTH / 2, HEIGHT / 2]], device=device).expand(count, 2),
                    torch.full((count,), plain_scale(height, width, padding), device=device),
                    torch.zeros(count, device=device), torch.zeros(count, 2, device=device))

    def points(self, points: Tensor) -> Tensor:
        """[batch, n, 2] of the crops to the same of the pictures."""
        x, y = (points - self.centre[:, None]).unbind(-1)
        across, down = self._turned()
        middle = self._middle()[:, None]
        return torch.stack([x * across[:, None] - y * down[:, None], x * down[:, None] + y * across[:, None]], -1) + middle

    def pictures(self, crops: Tensor) -> Tensor:
        """Float [batch, 3, 288, 216] to [batch, 3, height, width], bilinear, black outside."""
        across, down = self._turned()
        inverse = self.scale * self.scale
        a, b = across / inverse, down / inverse
        # affine_grid counts from -1 to 1 between the outer edges; pixel i of n is at (2i + 1) / n - 1.
        x0 = self.centre[:, 0] - a * (self._middle()[:, 0] - (self.width - 1) / 2) - b * (self._middle()[:, 1] - (self.height - 1) / 2)
        y0 = self.centre[:, 1] + b * (self._middle()[:, 0] - (self.width - 1) / 2) - a * (self._middle()[:, 1] - (self.height - 1) / 2)
        theta = torch.stack([
            torch.stack([a * self.width / WIDTH, b * self.height / WIDTH, (2 * x0 + 1) / WIDTH - 1], -1),
            torch.stack([-b * self.width / HEIGHT, a * self.height / HEIGHT, (2 * y0 + 1) / HEIGHT - 1], -1)], -2)
        grid = F.affine_grid(theta, [len(crops), 3, self.height, self.width], align_corners=False)
        return F.grid_sample(crops, grid, mode="bilinear", padding_mode="zeros", align_corners=False)

    def _turned(self) -> tuple[Tensor, Tensor]:
        return torch.cos(self.angle) * self.scale, torch.sin(self.angle) * self.scale

    def _middle(self) -> Tensor:
        return self.shift + torch.tensor([self.width / 2, self.height / 2], device=self.shift.device)


def plain_scale(height: int, width: int, padding: float) -> float:
    """Pixels of the picture to one of a crop, of which the picture shows padding / 1.6."""
    return min(height / HEIGHT, width / WIDTH) * ROOM / padding


def radians(degrees: float) -> float:
    return degrees * math.pi / 180
