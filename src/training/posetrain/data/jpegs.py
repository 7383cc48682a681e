"""Pictures that stay encoded until they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Union

import cv2
import numpy as np
import torch
from torch import Tensor

from posetrain.problem import Problem

QUALITY = 95
CHUNK = 1024


class Jpegs:
    """JPEGs of one size. Indexed with int64 [n] it gives uint8 [n, 3, height, width], RGB, as a tensor with all of them would; decoded, the people of
    COCO's training set are 28 GB."""

    def __init__(self, files: Sequence[bytes], height: int, width: int) -> None:
        self.files = files
        self.shape = len(files), 3, height, width

    def __getitem__(self, which: Tensor) -> Tensor:
        places = which.tolist()
        pictures = np.empty((len(places), *self.shape[1:]), dtype=np.uint8)

        def decode(i: int) -> None:
            pictures[i] = decoded(self.files[places[i]])[:, :, ::-1].transpose(2, 0, 1)

        in_threads(decode, range(len(places)))
        return torch.from_numpy(pictures)

    def to(self, device: torch.device) -> Pictures:
        """For training there. A GPU would wait for cores that decode, so it holds them decoded where they take no more than half of its free memory."""
        if device.type == "cuda" and np.prod(self.shape) <= torch.cuda.mem_get_info(device)[0] / 2:
            return self.unpacked(device)
        return self

    def unpacked(self, device: torch.device) -> Tensor:
        """All of them, decoded."""
        pictures = torch.empty(self.shape, dtype=torch.uint8, device=device)
        for which in torch.arange(len(self.files)).split(CHUNK):
            pictures[which[0]:which[-1] + 1] = self[which].to(device)
        return pictures


Pictures = Union[Jpegs, Tensor]
"""[pictures, 3, height, width], uint8, RGB."""


def joined(parts: Sequence[Jpegs]) -> Jpegs:
    return Jpegs([file for part in parts for file in part.files], *parts[0].shape[2:])


def checked(files: Sequence[bytes], names: Sequence[str], height: int, width: int) -> Jpegs:
    """Decodes each once, so that none fails in the middle of a run. names: for messages."""

    def check(i: int) -> None:
        picture = decoded(files[i])
        if picture is None or picture.shape[:2] != (height, width):
            found = "can't be decoded" if picture is None else f"is {picture.shape[0]}x{picture.shape[1]}"
            raise Problem(f"picture '{names[i]}' {found}, expected a JPEG of {height}x{width}, height x width")

    in_threads(check, range(len(files)))
    return Jpegs(files, height, width)


def encoded(picture: np.ndarray) -> bytes:
    """uint8 [height, width, 3], BGR."""
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()


def decoded(file: bytes) -> np.ndarray | None:
    """uint8 [height, width, 3], BGR; None where it can't be decoded."""
    return cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_COLOR) if file else None


def in_threads(do: Callable[[Any], None], each: Iterable[Any]) -> None:
    """As many as PyTorch may use, so that --threads holds here too."""
    with ThreadPoolExecutor(torch.get_num_threads()) as threads:
        for _ in threads.map(do, each):
            pass
