"""The command `train` with a graph that finds people."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from posetrain.data import coco_file
from posetrain.loop.assignment import Assignment
from posetrain.loop.sampling import Sampler
from posetrain.network.description import Description
from posetrain.network.graph import OnnxModule
from posetrain.network.onnx_file import OnnxFile
from posetrain.people import scene_coco, scene_shards
from posetrain.people.center_grid import CenterGrid
from posetrain.people.person_task import PersonTask
from posetrain.people.scene_augment import SceneAugmentation
from posetrain.people.scenes import Scenes, joined
from posetrain.problem import Problem

OF_POSES = ("output", "padding", "cell_offset", "teacher", "teacher_weight", "teacher_flip", "teacher_output")
"""Options that mean nothing here."""


def of(given: argparse.Namespace, file: OnnxFile, module: OnnxModule, description: Description, device: torch.device) -> Assignment:
    refused = ["--" + name.replace("_", "-") for name in OF_POSES if getattr(given, name) is not None]
    if refused:
        raise Problem(f"{file.name} finds people: {', '.join(refused)} has a meaning for pose networks only, leave it out")
    grid = CenterGrid.of(file, module)
    scenes = joined([_read(place) for place in given.data]).to(device)
    task = PersonTask(scenes, Sampler(scenes, given.weights), description, grid, SceneAugmentation().times(given.augmentation))
    return Assignment(task, scenes, "scenes", dict(grid.shapes), f"{grid.height}x{grid.width} to {grid.rows}x{grid.columns}")


def _read(place: str) -> Scenes:
    of_coco = coco_file.place(place)
    return scene_coco.read(*of_coco) if of_coco else scene_shards.read(Path(place))
