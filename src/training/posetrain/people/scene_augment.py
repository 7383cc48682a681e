"""Augmentation of whole batches of scenes: size and crop, shape, mirror, colour, grey (after Liu et al., SSD, ECCV 2016, and Zhou et al., 2019).

All randomness comes from one generator on the CPU, in a fixed order: the same seed gives the same pictures on a GPU.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from posetrain import colours
from posetrain.people.scene_view import SceneView, letterbox
from posetrain.people.scenes import IGNORED, PERSON, UNKNOWN

USUAL_ASPECT = 4 / 3
"""That of most of COCO's images; for scenes whose own got lost."""


@dataclass(frozen=True)
class SceneAugmentation:
    """Shares are of the scenes, deviations those of a normal distribution, bounds those of a number whose logarithm is drawn evenly."""

    zoom: tuple[float, float] = (0.6, 2.2)
    """Times the size at which the scene just fits."""
    aspect: tuple[float, float] = (3 / 4, 16 / 9)
    """Of scenes whose own got lost."""
    stretch_deviation: float = 0.08
    """Of the aspect's logarithm, for all."""
    mirrored_share: float = 0.5
    black_share: float = 0.5
    """Black where no scene is, as the program has it; the others have a colour."""
    brightness_deviation: float = 0.25
    colour_deviation: float = 0.08
    """Of each channel, in 0..1."""
    grey_share: float = 0.1
    visible_share: float = 0.4
    """Of a person's box; those of whom less is inside are ignored."""
    least_side: float = 4.0
    """Pixels; smaller people are ignored."""

    def times(self, strength: float) -> SceneAugmentation:
        """All but mirror, black and the aspect that nobody knows so much weaker; 0 leaves the scenes as they are but for those."""
        weaker = ("stretch_deviation", "brightness_deviation", "colour_deviation", "grey_share")
        return replace(self, zoom=(self.zoom[0] ** strength, self.zoom[1] ** strength), **{name: strength * getattr(self, name) for name in weaker})


@dataclass(frozen=True)
class SceneViews:
    """What the network is shown. pictures: float [batch, 3, height, width], 0..255. boxes: [batch, most, 4], left, top, right and bottom in its pixels,
    clipped to it. kinds: int64 [batch, most], PERSON, IGNORED or 0. extents: [batch, 2], how wide and high the scene is in it."""

    pictures: Tensor
    boxes: Tensor
    kinds: Tensor
    extents: Tensor


def plain(scenes: Tensor, boxes: Tensor, kinds: Tensor, aspects: Tensor, height: int, width: int) -> SceneViews:
    """Letterboxed as the program does it: as large as fits, at the top left, on black. Nobody is too small."""
    scale = letterbox(torch.where(aspects == UNKNOWN, USUAL_ASPECT, aspects), height, width)
    nothing = torch.zeros(len(scenes), 3, device=scenes.device)
    view = SceneView(height, width, scale, torch.zeros_like(scale))
    return _seen(view, scenes.float(), nothing, boxes, kinds, SceneAugmentation(visible_share=0, least_side=0))


def augmented(scenes: Tensor, boxes: Tensor, kinds: Tensor, aspects: Tensor, height: int, width: int, how: SceneAugmentation,
              generator: torch.Generator) -> SceneViews:
    n, device = len(scenes), scenes.device
    uniform = torch.rand(n, 10, generator=generator).to(device, non_blocking=True).unbind(1)
    normal = torch.randn(n, 5, generator=generator).to(device, non_blocking=True).unbind(1)
    aspects = torch.where(aspects == UNKNOWN, _between(how.aspect, uniform[0]), aspects) * torch.exp(how.stretch_deviation * normal[0].clamp(-2, 2))
    scale = letterbox(aspects, height, width) * _between(how.zoom, uniform[1]).unsqueeze(1)
    scene_size = scale * scenes.shape[3]
    room = torch.tensor([width, height], device=device) - scene_size
    # Larger than the picture, a part of the scene is cut out; smaller, it lies anywhere within.
    shift = room * torch.stack([uniform[2], uniform[3]], -1)
    mirrored = (uniform[4] < how.mirrored_share).unsqueeze(1) & torch.tensor([True, False], device=device)
    shift, scale = torch.where(mirrored, shift + scene_size, shift), torch.where(mirrored, -scale, scale)
    outside = 255 * torch.stack(uniform[5:8], -1) * (uniform[8] >= how.black_share).unsqueeze(1)
    seen = _seen(SceneView(height, width, scale, shift), scenes.float(), outside, boxes, kinds, how)
    factor = 1 + how.brightness_deviation * normal[1].clamp(-2.5, 2.5)
    offset = 255 * how.colour_deviation * torch.stack(normal[2:5], -1)
    return SceneViews(colours.changed(seen.pictures, factor, offset, uniform[9] < how.grey_share), seen.boxes, seen.kinds, seen.extents)


def _between(bounds: tuple[float, float], share: Tensor) -> Tensor:
    low, high = (math.log(bound) for bound in bounds)
    return torch.exp(low + (high - low) * share)


def _seen(view: SceneView, scenes: Tensor, outside: Tensor, boxes: Tensor, kinds: Tensor, how: SceneAugmentation) -> SceneViews:
    whole = view.boxes(boxes)
    most = torch.tensor([view.width, view.height] * 2, device=boxes.device)
    inside = torch.minimum(whole.clamp_min(0), most)
    size, whole_size = inside[..., 2:] - inside[..., :2], whole[..., 2:] - whole[..., :2]
    area = size.prod(-1)
    is_seen = (kinds > 0) & (area > 0)
    is_large = (area >= how.visible_share * whole_size.prod(-1)) & (size.amin(-1) >= how.least_side)
    kinds = torch.where(is_seen, torch.where((kinds == PERSON) & is_large, PERSON, IGNORED), 0)
    return SceneViews(view.pictures(scenes, outside), inside, kinds, view.scale.abs() * scenes.shape[3])
