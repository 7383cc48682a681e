"""Reshapes that keep channels innermost are reshapes."""

from __future__ import annotations

import unittest

import torch

from posetrain.network.layout import channels_last, reshaped

CHANNELS_LAST = torch.channels_last


class LayoutTest(unittest.TestCase):
    def test_a_channel_shuffle_stays_channels_last(self) -> None:
        x = torch.randn(2, 6, 4, 5).contiguous(memory_format=CHANNELS_LAST)
        apart = reshaped(x, [2, 2, 3, 4, 5]).transpose(1, 2)
        found = reshaped(apart, [2, -1, 4, 5])
        self.assertTrue(torch.equal(found, x[:, [0, 3, 1, 4, 2, 5]]))
        self.assertTrue(found.is_contiguous(memory_format=CHANNELS_LAST))

    def test_pixels_become_a_row_without_a_copy(self) -> None:
        x = torch.randn(2, 3, 4, 5).contiguous(memory_format=CHANNELS_LAST)
        found = reshaped(x, [2, 3, -1])
        self.assertTrue(torch.equal(found, x.reshape(2, 3, -1)))
        self.assertEqual(found.data_ptr(), x.data_ptr())

    def test_every_other_reshape_is_torchs(self) -> None:
        for shape, sizes in (((2, 3, 4, 5, 6), [6, 4, 5, 6]), ((2, 3, 4, 5, 6), [2, 12, 5, 6]), ((2, 3, 4, 5, 6), [2, 3, 20, 6]),
                             ((2, 3, 4, 5), [2, 12, -1]), ((2, 3, 4, 5), [-1]), ((1, 1, 1, 1, 7), [1, 1, 1, 7])):
            with self.subTest(shape=shape, sizes=sizes):
                x = torch.randn(shape)
                self.assertTrue(torch.equal(reshaped(x, sizes), x.reshape(sizes)))

    def test_gradients_are_channels_last(self) -> None:
        x = torch.randn(2, 3, 4, 5, requires_grad=True)
        seen = []
        given = x * 1
        given.register_hook(seen.append)
        channels_last(given).contiguous().sum().backward()
        self.assertTrue(seen[0].is_contiguous(memory_format=CHANNELS_LAST))
        self.assertTrue(torch.equal(x.grad, torch.ones_like(x)))

