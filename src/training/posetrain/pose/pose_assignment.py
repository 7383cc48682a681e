"""The command `train` with a graph that finds poses."""

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
from posetrain.pose import coco, shards
from posetrain.pose.augment import Augmentation
from posetrain.pose.crops import Crops, joined
from posetrain.pose.grid import HEATMAPS, Grid
from posetrain.pose.pose_task import PoseTask
from posetrain.pose.teacher import WEIGHT, Teacher
from posetrain.problem import Problem

OF_A_TEACHER = ("teacher_weight", "teacher_flip", "teacher_output")
"""Options that mean nothing without one."""


def of(given: argparse.Namespace, file: OnnxFile, module: OnnxModule, description: Description, device: torch.device, autocast: bool) -> Assignment:
    check_teacher(given)
    grid = Grid.of(file, module, description)
    teacher = None
    if given.teacher:
        teachers_file = OnnxFile.read(given.teacher)
        if given.teacher_output:
            teachers_file = teachers_file.with_output(given.teacher_output, HEATMAPS)
        teacher = Teacher(teachers_file, grid, bool(given.teacher_flip), device, autocast)
    crops = joined([_read(place) for place in given.data]).to(device)
    weight = WEIGHT if given.teacher_weight is None else given.teacher_weight
    task = PoseTask(crops, Sampler(crops, given.weights), description, grid, Augmentation().times(given.augmentation), teacher, weight)
    shape = len(crops.keypoints[0]), grid.rows, grid.columns
    return Assignment(task, crops, "crops", {file.outputs[0]: shape}, f"{grid.height}x{grid.width} to {grid.rows}x{grid.columns}")


def check_teacher(given: argparse.Namespace) -> None:
    alone = ["--" + name.replace("_", "-") for name in OF_A_TEACHER if getattr(given, name) is not None]
    if alone and not given.teacher:
        raise Problem(f"{', '.join(alone)} needs a teacher; name one with --teacher, or leave it out")


def _read(place: str) -> Crops:
    of_coco = coco_file.place(place)
    return coco.read(*of_coco) if of_coco else shards.read(Path(place))
