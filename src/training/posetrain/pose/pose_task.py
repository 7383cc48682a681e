"""Training of a top-down pose network: crops of people in, a heatmap of each keypoint out."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from posetrain.loop.sampling import Sampler
from posetrain.loop.task import Batch
from posetrain.network.description import Description
from posetrain.network.graph import OnnxModule
from posetrain.pose import augment, held_out, losses, targets
from posetrain.pose.augment import Augmentation
from posetrain.pose.crops import Crops
from posetrain.pose.grid import Grid
from posetrain.pose.teacher import Teacher


@dataclass(frozen=True)
class Heatmaps:
    """What is expected. labels: [batch, 17, rows, columns]. known: bool [batch, 17]. taught: as labels, where there is a teacher."""

    labels: Tensor
    known: Tensor
    taught: Tensor | None


class PoseTask:
    """crops: their keypoints lie on the device that trains. teacher_weight: how much of the loss is the teacher's where there is a label; all of it
    where there is none."""

    figures = ("loss", "pck")

    def __init__(self, crops: Crops, sampler: Sampler, description: Description, grid: Grid, augmentation: Augmentation,
                 teacher: Teacher | None = None, teacher_weight: float = 0.0) -> None:
        self._crops = crops
        self._sampler = sampler
        self._description = description
        self._grid = grid
        self._augmentation = augmentation
        self._teacher = teacher
        self._teacher_weight = teacher_weight
        self._measured = crops.held_out().nonzero().flatten()
        self.held_out = len(self._measured)

    def batch(self, size: int, generator: torch.Generator) -> Batch:
        which = self._sampler.draw(size, generator)
        views = augment.augmented(*self._drawn(which), self._grid.height, self._grid.width, self._description.padding,
                                  self._augmentation, generator)
        taught = self._teacher.heatmaps(views.pictures) if self._teacher else None
        return Batch(self._description.normalised(views.pictures), Heatmaps(self._labels(views.keypoints), views.known, taught))

    def loss(self, output: Tensor, expected: Heatmaps) -> Tensor:
        found, known = output.float(), expected.known.float()
        of_labels = losses.heatmap_errors(found, expected.labels)
        if expected.taught is None:
            return losses.weighted_mean(of_labels, known)
        of_teacher = losses.heatmap_errors(found, expected.taught)
        own = known * (1 - self._teacher_weight)
        return (own * of_labels + (1 - own) * of_teacher).mean()

    def measure(self, module: OnnxModule, size: int) -> dict[str, float]:
        scores = held_out.Scores(self._grid, self._description.padding)
        for which in self._measured.split(size):
            views = augment.plain(*self._drawn(which), self._grid.height, self._grid.width, self._description.padding)
            found = module(self._description.normalised(views.pictures)).float()
            errors = losses.heatmap_errors(found, self._labels(views.keypoints))
            scores.add(errors, found, views.keypoints, views.known)
        return scores.result()

    def _drawn(self, which: Tensor) -> tuple[Tensor, Tensor]:
        keypoints = self._crops.keypoints
        return self._crops.pictures[which].to(keypoints.device), keypoints[which.to(keypoints.device)]

    def _labels(self, keypoints: Tensor) -> Tensor:
        return targets.heatmaps(keypoints, self._grid.rows, self._grid.columns, self._grid.stride, self._grid.cell_offset)
