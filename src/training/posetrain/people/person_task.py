"""Training of a person detector: whole pictures in, a map of people's centres and four of the distances to their boxes' sides out."""

from __future__ import annotations

import torch
from torch import Tensor

from posetrain.loop.sampling import Sampler
from posetrain.loop.task import Batch
from posetrain.network.description import Description
from posetrain.network.graph import OnnxModule
from posetrain.people import center_decoder, center_losses, center_targets, scene_augment
from posetrain.people.average_precision import AveragePrecision
from posetrain.people.center_grid import CENTERS, SIZES, CenterGrid
from posetrain.people.center_targets import CenterTargets
from posetrain.people.scene_augment import SceneAugmentation, SceneViews
from posetrain.people.scenes import IGNORED, PERSON, Scenes

THRESHOLD = 0.02
"""Detections with a lower score are not measured: they hardly change the AP, and there are many."""


class PersonTask:
    """scenes: their boxes lie on the device that trains."""

    figures = ("loss", "ap50")

    def __init__(self, scenes: Scenes, sampler: Sampler, description: Description, grid: CenterGrid, augmentation: SceneAugmentation) -> None:
        self._scenes = scenes
        self._sampler = sampler
        self._description = description
        self._grid = grid
        self._augmentation = augmentation
        self._measured = scenes.held_out().nonzero().flatten()
        self.held_out = len(self._measured)

    def batch(self, size: int, generator: torch.Generator) -> Batch:
        which = self._sampler.draw(size, generator)
        views = scene_augment.augmented(*self._packed(which), self._grid.height, self._grid.width, self._augmentation, generator)
        return Batch(self._description.normalised(views.pictures), self._targets(views))

    def loss(self, output: dict[str, Tensor], expected: CenterTargets) -> Tensor:
        return center_losses.of(output[CENTERS], output[SIZES], expected).loss

    def measure(self, module: OnnxModule, size: int) -> dict[str, float]:
        errors, precision = [], AveragePrecision()
        for which in self._measured.split(size):
            views = scene_augment.plain(*self._packed(which), self._grid.height, self._grid.width)
            found = module(self._description.normalised(views.pictures))
            errors.append(center_losses.of(found[CENTERS], found[SIZES], self._targets(views)))
            for i in range(len(which)):
                _score(precision, found[CENTERS][i].float(), found[SIZES][i].float(), views.boxes[i], views.kinds[i], views.extents[i])
        return dict(zip(self.figures, (center_losses.total(errors).loss.item(), precision.value())))

    def _packed(self, which: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Pictures, boxes, kinds and aspects; boxes no more than one of these scenes has."""
        device = self._scenes.kinds.device
        pictures, which = self._scenes.pictures[which].to(device), which.to(device)
        kinds = self._scenes.kinds[which]
        most = max(1, int((kinds > 0).sum(1).max()))
        return pictures, self._scenes.boxes[which, :most], kinds[:, :most], self._scenes.aspects[which]

    def _targets(self, views: SceneViews) -> CenterTargets:
        return center_targets.maps(views.boxes, views.kinds, self._grid)


def _score(precision: AveragePrecision, centers: Tensor, sizes: Tensor, boxes: Tensor, kinds: Tensor, extent: Tensor) -> None:
    found, scores = center_decoder.decoded(centers, sizes, THRESHOLD)
    # The program clips boxes to the image.
    found = found.clip(0, extent.cpu().double().repeat(2).numpy())
    is_inside = center_decoder.areas(found) > 0
    boxes, kinds = boxes.cpu().double().numpy(), kinds.cpu().numpy()
    precision.add(found[is_inside], scores[is_inside], boxes[kinds == PERSON], boxes[kinds == IGNORED])
