"""Augmentation of whole batches, as top-down pose networks are trained (Sun et al., CVPR 2019, and mmpose): scale, rotation, shift, mirror,
half body (Wang et al., 2018), colour, grey, occlusion.

All randomness comes from one generator on the CPU, in a fixed order: the same seed gives the same pictures on a GPU.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from posetrain import colours
from posetrain.pose.skeleton import MIRROR, UPPER_BODY
from posetrain.pose.view import View, radians


@dataclass(frozen=True)
class Augmentation:
    """Shares are of the crops, deviations those of a normal distribution."""

    scale_deviation: float = 0.25
    scale_bounds: tuple[float, float] = (0.65, 1.45)
    rotated_share: float = 0.6
    rotation_deviation: float = 30.0
    """Degrees; at most twice that."""
    shift_deviation: float = 0.03
    """Of the picture's width and height."""
    mirrored_share: float = 0.5
    half_body_share: float = 0.25
    half_body_keypoints: int = 9
    """So many must be known for a half to be shown."""
    brightness_deviation: float = 0.25
    colour_deviation: float = 0.08
    """Of each channel, in 0..1."""
    grey_share: float = 0.1
    occluded_share: float = 0.25
    occlusion: tuple[float, float] = (0.08, 0.28)
    """Half the side of the box, of the picture's width."""

    def times(self, strength: float) -> Augmentation:
        """All but the mirror so much weaker; 0 leaves the crops as they are, mirrored or not."""
        weaker = ("scale_deviation", "rotated_share", "rotation_deviation", "shift_deviation", "half_body_share", "brightness_deviation", "colour_deviation",
                  "grey_share", "occluded_share")
        return replace(self, **{name: strength * getattr(self, name) for name in weaker})


@dataclass(frozen=True)
class Views:
    """What the network is shown. pictures: float [batch, 3, height, width], 0..255. keypoints: [batch, 17, 2], x and y in their pixels.
    known: bool [batch, 17], whether a keypoint is labelled and inside."""

    pictures: Tensor
    keypoints: Tensor
    known: Tensor


def plain(crops: Tensor, keypoints: Tensor, height: int, width: int, padding: float) -> Views:
    """uint8 [batch, 3, 288, 216] and [batch, 17, 3] as they are."""
    view = View.plain(len(crops), height, width, padding, crops.device)
    return _seen(view, crops.float(), keypoints)


def augmented(crops: Tensor, keypoints: Tensor, height: int, width: int, padding: float, how: Augmentation,
              generator: torch.Generator) -> Views:
    n, device = len(crops), crops.device
    uniform = torch.rand(n, 13, generator=generator).to(device, non_blocking=True).unbind(1)
    normal = torch.randn(n, 8, generator=generator).to(device, non_blocking=True).unbind(1)
    pictures, keypoints = mirrored(crops.float(), keypoints, uniform[0] < how.mirrored_share)
    usual = View.plain(n, height, width, padding, device)
    centre, factor = _half_bodies(keypoints, usual, height, width, how, uniform[1] < how.half_body_share, uniform[2])
    scale = usual.scale * factor * (1 + how.scale_deviation * normal[0]).clamp(*how.scale_bounds)
    angle = radians(how.rotation_deviation) * normal[1].clamp(-2, 2) * (uniform[3] < how.rotated_share)
    shift = how.shift_deviation * torch.stack([normal[2] * width, normal[3] * height], -1)
    seen = _seen(View(height, width, centre, scale, angle, shift), pictures, keypoints)
    factor = 1 + how.brightness_deviation * normal[4].clamp(-2.5, 2.5)
    pictures = colours.changed(seen.pictures, factor, 255 * how.colour_deviation * torch.stack(normal[5:8], -1), uniform[4] < how.grey_share)
    pictures = _occluded(pictures, how, uniform[5] < how.occluded_share, torch.stack(uniform[6:10], -1), torch.stack(uniform[10:13], -1))
    return Views(pictures, seen.keypoints, seen.known)


def mirrored(pictures: Tensor, keypoints: Tensor, which: Tensor) -> tuple[Tensor, Tensor]:
    """Some crops of a batch, left for right. which: bool [batch]."""
    x = pictures.shape[3] - 1 - keypoints[..., :1]
    turned = torch.cat([x, keypoints[..., 1:]], -1)[:, list(MIRROR)]
    return (torch.where(which.view(-1, 1, 1, 1), pictures.flip(3), pictures), torch.where(which.view(-1, 1, 1), turned, keypoints))


def _seen(view: View, pictures: Tensor, keypoints: Tensor) -> Views:
    points = view.points(keypoints[..., :2])
    size = torch.tensor([view.width, view.height], device=points.device)
    inside = ((points >= 0) & (points <= size - 1)).all(-1)
    return Views(view.pictures(pictures), points, inside & (keypoints[..., 2] > 0))


def _half_bodies(keypoints: Tensor, usual: View, height: int, width: int, how: Augmentation, chosen: Tensor,
                 upper: Tensor) -> tuple[Tensor, Tensor]:
    """Centre and a factor on the scale. Where chosen and enough is known, only the upper or the lower body is in the middle."""
    known = keypoints[..., 2] > 0
    is_upper = torch.tensor([k in UPPER_BODY for k in range(len(MIRROR))], device=known.device)
    half = known & (is_upper == (upper < 0.6).unsqueeze(1))
    chosen = (chosen & (known.sum(1) >= how.half_body_keypoints) & (half.sum(1) >= 3)).unsqueeze(1)
    points, far = keypoints[..., :2], torch.tensor(1e6, device=known.device)
    low = torch.where(half.unsqueeze(-1), points, far).amin(1)
    high = torch.where(half.unsqueeze(-1), points, -far).amax(1)
    # A box around joints is smaller than around the body, hence the half more.
    size = ((high - low) * 1.5).clamp_min(1)
    fitting = torch.minimum(width / size[:, 0], height / size[:, 1]) / usual.scale
    factor = torch.where(chosen[:, 0], fitting.clamp(1, 2), 1)
    return torch.where(chosen, (low + high) / 2, usual.centre), factor


def _occluded(pictures: Tensor, how: Augmentation, which: Tensor, box: Tensor, colour: Tensor) -> Tensor:
    """A plain rectangle. box [batch, 4]: middle x and y, half the width and the height, all 0..1."""
    height, width = pictures.shape[2:]
    x, y = torch.arange(width, device=box.device), torch.arange(height, device=box.device)
    low, high = how.occlusion
    half = (low + (high - low) * box[:, 2:]) * width
    across = (x - box[:, :1] * width).abs() < half[:, :1]
    down = (y - box[:, 1:2] * height).abs() < half[:, 1:]
    inside = (across[:, None, :] & down[:, :, None] & which.view(-1, 1, 1)).unsqueeze(1)
    return torch.where(inside, 255 * colour.view(-1, 3, 1, 1), pictures)
