"""What the network is shown, and where the keypoints then are."""

from __future__ import annotations

import unittest
from dataclasses import replace

import torch
from torch import Tensor

from posetrain.pose import augment
from posetrain.pose.augment import Augmentation
from posetrain.pose.skeleton import MIRROR, NAMES

GEOMETRY_ONLY = Augmentation(brightness_deviation=0, colour_deviation=0, grey_share=0, occluded_share=0)


def dots(places: list[tuple[int, int]]) -> tuple[Tensor, Tensor]:
    """A black crop for each place, with a white dot there and every keypoint on it."""
    crops = torch.zeros(len(places), 3, 288, 216)
    y, x = torch.meshgrid(torch.arange(288), torch.arange(216), indexing="ij")
    for crop, (column, row) in zip(crops, places):
        crop[:] = 255 * torch.exp(-((x - column) ** 2 + (y - row) ** 2) / (2 * 4.0 ** 2))
    keypoints = torch.tensor([[[float(c), float(r), 2.0]] * 17 for c, r in places])
    return crops.to(torch.uint8), keypoints


def centres(pictures: Tensor) -> Tensor:
    """The brightness's centre of gravity, [batch, 2], x and y."""
    grey = pictures.mean(1)
    total = grey.sum((1, 2))
    x = (grey.sum(1) * torch.arange(grey.shape[2])).sum(1) / total
    y = (grey.sum(2) * torch.arange(grey.shape[1])).sum(1) / total
    return torch.stack([x, y], -1)


class AugmentTest(unittest.TestCase):

    def setUp(self) -> None:
        random = torch.Generator().manual_seed(4)
        self.places = [(int(x), int(y)) for x, y in zip(torch.randint(85, 132, (64,), generator=random), torch.randint(110, 180, (64,), generator=random))]

    def test_a_drawn_dot_is_where_its_keypoint_says(self) -> None:
        crops, keypoints = dots(self.places)
        for height, width in ((256, 192), (128, 96), (256, 256)):
            with self.subTest(f"{height}x{width}"):
                views = augment.augmented(crops, keypoints, height, width, 1.25, GEOMETRY_ONLY, torch.Generator().manual_seed(1))
                # Dots that are cut by the edge have their centre elsewhere.
                whole = ((views.keypoints[:, 0] > 20) & (views.keypoints[:, 0] < torch.tensor([width - 20, height - 20]))).all(1)
                self.assertGreater(int(whole.sum()), 40)
                torch.testing.assert_close(centres(views.pictures)[whole], views.keypoints[whole, 0], atol=0.15, rtol=0)
                self.assertTrue(views.known[whole].all())

    def test_without_augmentation_the_persons_box_and_its_padding_fill_the_picture(self) -> None:
        # The crop is 1.6 of the box, so a padding of 1.25 shows 225 of its 288 rows, around its middle.
        crops, keypoints = dots([(108, 144), (108 + 50, 144 - 60)])
        views = augment.plain(crops, keypoints, 256, 192, 1.25)
        expected = torch.tensor([[96.0, 128.0], [96 + 50 * 256 / 225, 128 - 60 * 256 / 225]])
        torch.testing.assert_close(views.keypoints[:, 0], expected)
        torch.testing.assert_close(centres(views.pictures), expected, atol=0.1, rtol=0)

    def test_a_mirror_image_has_left_and_right_exchanged(self) -> None:
        crops, keypoints = dots([(40, 100), (40, 100)])
        keypoints[:, :, 2] = torch.arange(17)
        pictures, mirrored = augment.mirrored(crops.float(), keypoints, torch.tensor([True, False]))
        torch.testing.assert_close(mirrored[0, :, 0], torch.full((17,), 175.0))
        torch.testing.assert_close(centres(pictures)[0], torch.tensor([175.0, 100.0]), atol=0.05, rtol=0)
        self.assertEqual(mirrored[0, NAMES.index("left_wrist"), 2], NAMES.index("right_wrist"))
        torch.testing.assert_close(mirrored[1], keypoints[1])
        self.assertEqual([MIRROR[k] for k in MIRROR], list(range(17)))

    def test_what_is_unlabelled_or_outside_is_not_known(self) -> None:
        crops, keypoints = dots([(108, 144)])
        keypoints[0, 3, 2] = 0
        keypoints[0, 5, :2] = torch.tensor([2.0, 144.0])
        known = augment.plain(crops, keypoints, 256, 192, 1.25).known[0]
        self.assertEqual([k for k in range(17) if not known[k]], [3, 5])

    def test_a_half_body_is_larger_and_in_the_middle(self) -> None:
        crops, keypoints = dots([(108, 144)])
        keypoints[0, :11, :2] = torch.tensor([[100.0 + 2 * k, 80 + 4 * k] for k in range(11)])
        keypoints[0, 11:, :2] = torch.tensor([[100.0 + 2 * k, 160 + 5 * k] for k in range(6)])
        always = replace(GEOMETRY_ONLY, half_body_share=1, mirrored_share=0, scale_deviation=0, rotated_share=0, shift_deviation=0)
        seen = augment.augmented(crops.expand(50, -1, -1, -1), keypoints.expand(50, -1, -1), 256, 192, 1.25, always, torch.Generator().manual_seed(1)).keypoints
        middles = torch.stack([(part.amin(1) + part.amax(1)) / 2 for part in (seen[:, :11], seen[:, 11:])], 1)
        from_middle = (middles - torch.tensor([96.0, 128.0])).norm(dim=-1)
        self.assertTrue((from_middle.amin(1) < 0.01).all())
        self.assertEqual(set(from_middle.argmin(1).tolist()), {0, 1})
        plain = augment.plain(crops, keypoints, 256, 192, 1.25).keypoints
        self.assertGreater(float((seen[0, 0] - seen[0, 10]).norm()), 1.2 * float((plain[0, 0] - plain[0, 10]).norm()))

    def test_without_strength_crops_are_at_most_mirrored(self) -> None:
        crops, keypoints = dots(self.places[:8])
        seen = augment.augmented(crops, keypoints, 256, 192, 1.25, Augmentation().times(0), torch.Generator().manual_seed(3))
        for picture, points, crop, own in zip(seen.pictures, seen.keypoints, crops.split(1), keypoints.split(1)):
            choices = [augment.plain(*augment.mirrored(crop.float(), own, torch.tensor([mirror])), 256, 192, 1.25) for mirror in (False, True)]
            self.assertTrue(any(torch.allclose(picture, choice.pictures[0], atol=0.01) and torch.allclose(points, choice.keypoints[0], atol=0.01)
                                for choice in choices))
        self.assertEqual(Augmentation().times(1), Augmentation())

    def test_the_same_seed_shows_the_same(self) -> None:
        crops, keypoints = dots(self.places[:8])
        first, again, other = (augment.augmented(crops, keypoints, 128, 96, 1.25, Augmentation(), torch.Generator().manual_seed(seed)).pictures
                               for seed in (1, 1, 2))
        self.assertTrue(torch.equal(first, again))
        self.assertFalse(torch.equal(first, other))
        self.assertTrue(((first >= 0) & (first <= 255)).all())
