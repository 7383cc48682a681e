"""Maps of people that are expected, their losses, and boxes that are read from maps."""

from __future__ import annotations

import math
import unittest

import numpy as np
import torch

from posetrain.people import center_decoder, center_losses, center_targets
from posetrain.people.average_precision import AveragePrecision
from posetrain.people.center_grid import CenterGrid
from posetrain.people.center_targets import CenterTargets
from posetrain.people.scenes import IGNORED, PERSON
from posetrain.problem import Problem

GRID = CenterGrid(96, 128)


def maps(boxes: list[list[float]], kinds: list[int] | None = None) -> CenterTargets:
    return center_targets.maps(torch.tensor([boxes]), torch.tensor([kinds or [PERSON] * len(boxes)]), GRID)


class CentersTest(unittest.TestCase):

    def test_a_person_is_a_gaussian_as_wide_and_high_as_the_box(self) -> None:
        # The middle, (49, 47), is nearest to the cell in column 12, row 12. 0.54 · 38 / 8 = 2.6 and 0.54 · 86 / 8 = 5.8, so it reaches 2 and 5 cells.
        found = maps([[30, 4, 68, 90]])
        across, down = (2 * 2 + 1) / 6, (2 * 5 + 1) / 6
        for row in range(24):
            for column in range(32):
                x, y = column - 12, row - 12
                expected = math.exp(-x * x / (2 * across ** 2) - y * y / (2 * down ** 2)) if abs(x) <= 2 and abs(y) <= 5 else 0
                self.assertAlmostEqual(float(found.centers[0, 0, row, column]), expected, places=5)
        self.assertEqual(float(found.centers[0, 0, 12, 12]), 1)

    def test_each_cell_of_a_gaussian_has_the_distances_to_the_sides(self) -> None:
        found = maps([[30, 4, 68, 90]])
        self.assertEqual(found.sizes[0, :, 12, 12].tolist(), [18, 44, 20, 42])
        self.assertEqual(found.sizes[0, :, 15, 10].tolist(), [10, 56, 28, 30])
        self.assertEqual(float(found.weights[0, 0, 12, 15]), 0)
        self.assertAlmostEqual(float(found.weights.sum()), math.log(38 * 86), places=3)
        share = found.weights / found.weights.sum()
        torch.testing.assert_close(share, found.centers / found.centers.sum())

    def test_where_two_overlap_the_higher_value_and_the_smaller_box_hold(self) -> None:
        large, small = [0.0, 0.0, 128.0, 96.0], [56.0, 40.0, 80.0, 64.0]
        alone, both = maps([large]), maps([large, small])
        torch.testing.assert_close(both.centers, torch.maximum(alone.centers, maps([small]).centers))
        self.assertEqual(both.sizes[0, :, 13, 17].tolist(), [12, 12, 12, 12])
        self.assertEqual(both.sizes[0, :, 13, 20].tolist(), alone.sizes[0, :, 13, 20].tolist())

    def test_boxes_are_read_back_from_their_maps(self) -> None:
        random = np.random.default_rng(5)
        low = np.array([[5, 5], [45, 10], [90, 8], [10, 55], [60, 60], [100, 60]]) + random.uniform(0, 3, (6, 2))
        boxes = np.concatenate([low, low + random.uniform(9, 25, (6, 2))], 1)
        found = maps(boxes.tolist())
        decoded, scores = center_decoder.decoded(found.centers[0], found.sizes[0], 0.5)
        self.assertEqual(scores.tolist(), [1] * 6)
        order = center_decoder.iou(boxes, decoded).argmax(1)
        self.assertEqual(sorted(order.tolist()), list(range(6)))
        np.testing.assert_allclose(decoded[order], boxes, atol=1e-4)

    def test_a_box_at_the_lower_right_edge_has_its_centre_in_the_last_cell(self) -> None:
        found = maps([[126, 94, 128, 96]])
        self.assertEqual(float(found.centers[0, 0, 23, 31]), 1)
        self.assertEqual(found.sizes[0, :, 23, 31].tolist(), [0, 0, 4, 4])

    def test_ignored_regions_are_not_known_but_for_people_in_them(self) -> None:
        found = maps([[40, 20, 104, 84], [64, 40, 80, 64]], [IGNORED, PERSON])
        known = found.known[0, 0]
        self.assertEqual([bool(known[y, x]) for y, x in ((0, 0), (6, 11), (5, 10), (4, 10), (13, 18), (13, 27))], [True, False, False, True, True, True])
        self.assertEqual(int((found.centers == 1).sum()), 1)
        errors = center_losses.of(torch.where(found.known, found.centers, 0.9), found.sizes, found)
        unknown_too = center_losses.of(torch.where(found.known, found.centers, 0.1), found.sizes, found)
        self.assertEqual(float(errors.loss), float(unknown_too.loss))

    def test_the_focal_loss_is_that_of_the_papers_formula(self) -> None:
        found, expected = torch.tensor([0.6, 0.3, 0.3]), torch.tensor([1.0, 0.5, 0.0])
        losses = center_losses.focal_losses(found, expected)
        self.assertAlmostEqual(float(losses[0]), -0.4 ** 2 * math.log(0.6), places=6)
        self.assertAlmostEqual(float(losses[1]), -0.5 ** 4 * 0.3 ** 2 * math.log(0.7), places=6)
        self.assertAlmostEqual(float(losses[2]), -0.3 ** 2 * math.log(0.7), places=6)

    def test_the_giou_is_that_of_boxes_worked_by_hand(self) -> None:
        # 20x20 and 10x40 around the same point: 200 shared, 600 together, 800 around both.
        found = torch.tensor([10.0, 10, 10, 10]).view(1, 4, 1, 1)
        expected = torch.tensor([5.0, 20, 5, 20]).view(1, 4, 1, 1)
        self.assertAlmostEqual(float(center_losses.giou(found, expected)), 200 / 600 - 200 / 800, places=6)
        self.assertAlmostEqual(float(center_losses.giou(expected, expected)), 1, places=6)

    def test_perfect_maps_cost_less_than_shifted_or_resized_ones(self) -> None:
        found = maps([[30, 4, 68, 90], [90, 20, 120, 60]])

        def loss(centers: torch.Tensor, sizes: torch.Tensor) -> float:
            return float(center_losses.of(centers, sizes, found).loss)

        perfect = loss(found.centers, found.sizes)
        self.assertLess(perfect, loss(found.centers.roll(1, 3), found.sizes))
        self.assertLess(loss(found.centers.roll(1, 3), found.sizes), loss(found.centers.roll(3, 3), found.sizes))
        self.assertLess(perfect, loss(found.centers, 1.2 * found.sizes))
        self.assertLess(perfect, loss(torch.full_like(found.centers, 0.5), found.sizes))

    def test_the_loss_is_finite_for_certain_and_wrong_maps_in_half_precision(self) -> None:
        found = maps([[30, 4, 68, 90]])
        centers = (1 - found.centers).bfloat16().requires_grad_()
        sizes = torch.zeros_like(found.sizes, dtype=torch.bfloat16, requires_grad=True)
        loss = center_losses.of(centers, sizes, found).loss
        loss.backward()
        self.assertEqual(loss.dtype, torch.float32)
        self.assertTrue(loss.isfinite() and centers.grad.isfinite().all() and sizes.grad.isfinite().all())

    def test_without_people_only_false_alarms_cost(self) -> None:
        found = maps([[0, 0, 0, 0]], [0])
        self.assertLess(float(center_losses.of(torch.zeros(1, 1, 24, 32), torch.ones(1, 4, 24, 32), found).loss), 1e-6)
        self.assertGreater(float(center_losses.of(torch.full((1, 1, 24, 32), 0.5), torch.ones(1, 4, 24, 32), found).loss), 10)

    def test_of_doubles_the_best_stays(self) -> None:
        centers, sizes = torch.zeros(1, 24, 32), torch.full((4, 24, 32), 30.0)
        centers[0, 10, 10], centers[0, 10, 12], centers[0, 10, 20], centers[0, 5, 5] = 0.9, 0.8, 0.7, 0.2
        boxes, scores = center_decoder.decoded(centers, sizes, 0.3)
        np.testing.assert_allclose(scores, [0.9, 0.7], atol=1e-6)
        self.assertEqual(boxes.tolist(), [[10, 10, 70, 70], [50, 10, 110, 70]])

    def test_average_precision_is_the_area_worked_by_hand(self) -> None:
        precision = AveragePrecision()
        people = np.array([[0.0, 0, 10, 10], [20, 0, 30, 10]])
        # Right at .9, a double at .8, right at .6: precision 1 up to recall .5, then 2/3. 51 of the 101 recalls are .5 or less.
        precision.add(np.array([[0.0, 0, 10, 10], [1, 0, 10, 10], [20, 0, 30, 12]]), np.array([0.9, 0.8, 0.6]), people, np.zeros((0, 4)))
        self.assertAlmostEqual(precision.value(), (51 + 50 * 2 / 3) / 101)
        # In a crowd nothing is wrong; now 34 recalls are 1/3 or less, 33 more 2/3 or less.
        precision.add(np.array([[50.0, 50, 60, 60]]), np.array([0.95]), np.array([[0.0, 0, 10, 10]]), np.array([[40.0, 40, 90, 90]]))
        self.assertAlmostEqual(precision.value(), (34 + 33 * 2 / 3) / 101)
        self.assertTrue(math.isnan(AveragePrecision().value()))

    def test_pictures_that_the_program_would_refuse_are_refused(self) -> None:
        with self.assertRaisesRegex(Problem, "pictures of 100x96: expected sides that are multiples of 32"):
            CenterGrid(100, 96)
