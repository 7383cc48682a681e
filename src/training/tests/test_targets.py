"""Heatmaps that are expected, errors, and how what is found is scored."""

from __future__ import annotations

import math
import unittest

import torch

from posetrain.pose import held_out, losses, targets
from posetrain.pose.grid import Grid


class TargetsTest(unittest.TestCase):

    def test_each_cell_holds_the_gaussian_of_its_distance(self) -> None:
        for offset in (0.0, 0.5):
            heatmap = targets.heatmaps(torch.tensor([[[50.0, 101.0]]]), 64, 48, 4.0, offset)[0, 0]
            self.assertEqual(tuple(heatmap.shape), (64, 48))
            for row, column in ((25, 12), (24, 13), (30, 8), (0, 0)):
                across, down = column - (50 / 4 - offset), row - (101 / 4 - offset)
                self.assertAlmostEqual(float(heatmap[row, column]), math.exp(-(across ** 2 + down ** 2) / (2 * 2 ** 2)), places=5)

    def test_a_smaller_heatmap_has_a_narrower_gaussian(self) -> None:
        heatmap = targets.heatmaps(torch.tensor([[[40.0, 60.0]]]), 32, 24, 4.0, 0.0)[0, 0]
        self.assertAlmostEqual(float(heatmap[15, 11]), math.exp(-1 / 2), places=5)

    def test_keypoints_that_nobody_knows_count_nothing(self) -> None:
        found, expected = torch.zeros(2, 3, 4, 4), torch.zeros(2, 3, 4, 4)
        expected[0, 0] = 1
        expected[1, 2] = 3
        errors = losses.heatmap_errors(found, expected)
        known = torch.ones(2, 3)
        known[1, 2] = 0
        self.assertAlmostEqual(float(losses.weighted_mean(errors, known)), 1000 / 5)
        self.assertEqual(float(losses.weighted_mean(errors, torch.zeros(2, 3))), 0)

    def test_peaks_lie_a_quarter_towards_the_higher_neighbour_but_not_at_the_edge(self) -> None:
        heatmaps = torch.zeros(1, 2, 8, 6)
        heatmaps[0, 0, 3, 2], heatmaps[0, 0, 3, 3], heatmaps[0, 0, 2, 2] = 1.0, 0.6, 0.2
        heatmaps[0, 1, 7, 5] = 1.0
        self.assertEqual(held_out.peaks(heatmaps)[0].tolist(), [[2.25, 2.75], [5.0, 7.0]])

    def test_keypoints_are_found_within_a_twentieth_of_the_box(self) -> None:
        grid = Grid(256, 192, 64, 48, 0.0)
        scores = held_out.Scores(grid, 1.25)
        keypoints = torch.tensor([[[80.0, 100.0], [80.0, 100.0], [80.0, 100.0], [80.0, 100.0]]])
        # The box is 256 / 1.25 high, so a keypoint may be 10.24 pixels off.
        seen = keypoints + torch.tensor([[0.0, 0.0], [10.0, 0.0], [11.0, 0.0], [50.0, 0.0]])
        heatmaps = targets.heatmaps(seen, 64, 48, 4.0, 0.0)
        scores.add(torch.tensor([[1.0, 2.0, 3.0, 100.0]]), heatmaps, keypoints, torch.tensor([[True, True, True, False]]))
        result = scores.result()
        self.assertAlmostEqual(result["loss"], 2.0, places=5)
        self.assertAlmostEqual(result["pck"], 2 / 3, places=5)
