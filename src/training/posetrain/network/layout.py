"""Pictures stay channels-last, forwards and backwards. Reshapes, and the gradients of what reads a picture as a matrix, would lose it; convolutions
and batch norms then take several times as long, and so does whatever combines pictures of both layouts."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor


class _ChannelsLast(torch.autograd.Function):
    @staticmethod
    def forward(context: Any, x: Tensor) -> Tensor:
        return x.contiguous(memory_format=torch.channels_last)

    @staticmethod
    def backward(context: Any, gradient: Tensor) -> Tensor:
        return gradient.contiguous(memory_format=torch.channels_last)


def channels_last(x: Tensor) -> Tensor:
    """The same numbers, and their gradient, channels-last, if it is a picture of several channels and pixels."""
    return _ChannelsLast.apply(x) if x.dim() == 4 and x.shape[1] > 1 and x.shape[2] * x.shape[3] > 1 else x


def reshaped(x: Tensor, sizes: list[int]) -> Tensor:
    """As torch.reshape. Where channels are merged (as at the end of a channel shuffle) or all pixels become a row, channels stay the innermost."""
    if x.dim() == 5 and len(sizes) == 4 and x.shape[0] == sizes[0] and list(x.shape[3:]) == sizes[2:]:
        return x.permute(0, 3, 4, 1, 2).flatten(3).permute(0, 3, 1, 2)
    if x.dim() == 4 and len(sizes) == 3 and sizes[1:] == [x.shape[1], -1] and x.is_contiguous(memory_format=torch.channels_last):
        return x.permute(0, 2, 3, 1).flatten(1, 2).transpose(1, 2)
    return x.reshape(sizes)
