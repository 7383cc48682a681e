"""Heatmaps that another network says."""

from __future__ import annotations

import unittest

import numpy as np
import torch
from onnx import helper

from posetrain.loop.sampling import Sampler
from posetrain.network.description import Description
from posetrain.network.onnx_file import OnnxFile
from posetrain.pose import losses
from posetrain.pose.augment import Augmentation
from posetrain.pose.crops import Crops
from posetrain.pose.grid import Grid
from posetrain.pose.pose_task import Heatmaps, PoseTask
from posetrain.pose.teacher import Teacher
from tests import made


def brightness(height: int, width: int, offset: float) -> OnnxFile:
    """A network whose every heatmap is the picture's brightness, averaged over cells of 4x4 (their middle is at an offset of 0.375 of the cell)."""
    weight = np.full((17, 3, 4, 4), 1 / 48, np.float32)
    nodes = [helper.make_node("Conv", ["image", "w"], ["heatmaps"], strides=[4, 4])]
    file = OnnxFile("bright.onnx", made.model(nodes, {"w": weight}, (3, height, width), "heatmaps"))
    return file.with_metadata({"posestream.cell-offset": repr(offset), "posestream.scale": repr(1 / 255)})


def blob(x: float, y: float, height: int, width: int) -> torch.Tensor:
    rows, columns = torch.arange(height).view(-1, 1), torch.arange(width)
    return 255 * torch.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * 10.0 ** 2)).expand(1, 3, -1, -1)


class TeacherTest(unittest.TestCase):

    def test_its_heatmaps_are_brought_to_the_students_grid(self) -> None:
        # In cells of 4 pixels the middle pixel is at 1.5, the cell offset thus 0.375.
        student = Grid(256, 192, 64, 48, 0.0)
        for height, width in ((256, 192), (256, 256), (192, 192), (128, 96)):
            for flip in (False, True):
                with self.subTest(f"{height}x{width}", flip=flip):
                    teacher = Teacher(brightness(height, width, 0.375), student, flip, torch.device("cpu"))
                    found = teacher.heatmaps(blob(72, 100, 256, 192))
                    self.assertEqual(tuple(found.shape), (1, 17, 64, 48))
                    weight = found[0, 0] / found[0, 0].sum()
                    self.assertAlmostEqual(float((weight.sum(0) * torch.arange(48)).sum()), 72 / 4, delta=0.1)
                    self.assertAlmostEqual(float((weight.sum(1) * torch.arange(64)).sum()), 100 / 4, delta=0.1)
                    self.assertAlmostEqual(float(found.max()), 1.0, delta=0.15)

    def test_it_is_never_trained(self) -> None:
        teacher = Teacher(made.pose_network(), Grid(64, 48, 16, 12, 0.0), True, torch.device("cpu"))
        self.assertFalse(teacher.heatmaps(torch.rand(2, 3, 64, 48) * 255).requires_grad)

    def test_it_shares_the_loss_where_there_is_a_label_and_has_it_alone_where_there_is_none(self) -> None:
        data = Crops(torch.zeros(1, 3, 288, 216, dtype=torch.uint8), torch.zeros(1, 17, 3), ["a.jpg"], ["here"])
        task = PoseTask(data, Sampler(data, {}), Description(), Grid(64, 48, 16, 12, 0.0), Augmentation(), None, teacher_weight=0.25)
        found, known = torch.zeros(1, 17, 16, 12), torch.zeros(1, 17, dtype=torch.bool)
        known[0, :5] = True
        labels, taught = torch.full_like(found, 2.0), torch.full_like(found, 3.0)
        of_labels, of_teacher = losses.FACTOR * 4, losses.FACTOR * 9
        self.assertAlmostEqual(float(task.loss(found, Heatmaps(labels, known, None))), of_labels, delta=1)
        expected = (5 * (0.75 * of_labels + 0.25 * of_teacher) + 12 * of_teacher) / 17
        self.assertAlmostEqual(float(task.loss(found, Heatmaps(labels, known, taught))), expected, delta=1)
