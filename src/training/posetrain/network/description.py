"""How a network is fed and read: the `posestream.*` entries of an ONNX file's metadata."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from posetrain.network.onnx_file import OnnxFile
from posetrain.problem import Problem

PREFIX = "posestream."
KEYPOINTS = 17

POSE, PERSON = "pose", "person"
"""The tasks."""

PERSON_OUTPUTS = {"centers", "sizes"}
"""What a graph without metadata gives that is a person detector."""


@dataclass(frozen=True)
class Description:
    """Each channel of an RGB picture becomes (value · scale − mean) / std, the value being 0..255.

    task: POSE or PERSON. The rest is of poses alone. padding: factor on the person's box. cell_offset: where in its cell a heatmap's value is: column x
    lies at pixel stride · (x + offset) of the picture, the middle of whose first pixel is 0. Networks trained with mmpose have 0.
    """

    scale: float = 1.0
    mean: tuple[float, float, float] = (0.0, 0.0, 0.0)
    std: tuple[float, float, float] = (1.0, 1.0, 1.0)
    padding: float = 1.25
    cell_offset: float = 0.5
    task: str = POSE

    def __post_init__(self) -> None:
        if not self.padding > 0:
            raise ValueError(f"padding {self.padding}, expected a number above 0")
        if 0 in self.std:
            raise ValueError(f"std {_text(self.std)}, expected no 0")

    @staticmethod
    def of(file: OnnxFile) -> Description:
        """What the file says; what it does not say has the program's defaults."""
        entries = {key.removeprefix(PREFIX): value for key, value in file.metadata.items() if key.startswith(PREFIX)}
        task = entries.get("task", PERSON if PERSON_OUTPUTS.issubset(file.outputs) else POSE)
        if task not in (POSE, PERSON):
            raise Problem(f"{file.name} is made for '{task}' by its metadata, expected {POSE} or {PERSON}")
        if task == POSE and entries.get("skeleton", "coco17") != "coco17":
            raise Problem(f"{file.name} has the skeleton '{entries['skeleton']}', expected coco17")
        plain = Description()
        try:
            return Description(float(entries.get("scale", plain.scale)), three(entries.get("mean", "0,0,0")),
                               three(entries.get("std", "1,1,1")), float(entries.get("padding", plain.padding)),
                               float(entries.get("cell-offset", plain.cell_offset)), task)
        except ValueError as e:
            raise Problem(f"{file.name}: its metadata {PREFIX}* hold a value that can't be read: {e}") from None

    def changed(self, scale: float | None = None, mean: tuple[float, float, float] | None = None,
                std: tuple[float, float, float] | None = None, padding: float | None = None,
                cell_offset: float | None = None) -> Description:
        given = {"scale": scale, "mean": mean, "std": std, "padding": padding, "cell_offset": cell_offset}
        return replace(self, **{key: value for key, value in given.items() if value is not None})

    def normalised(self, pictures: Tensor) -> Tensor:
        """[batch, 3, height, width] of 0..255 to what the network is fed with."""
        factor = torch.tensor([self.scale / s for s in self.std], device=pictures.device).view(1, 3, 1, 1)
        shift = torch.tensor([-m / s for m, s in zip(self.mean, self.std)], device=pictures.device).view(1, 3, 1, 1)
        return pictures * factor + shift

    def entries(self, before: Mapping[str, str], name: str, source: str) -> dict[str, str]:
        """The metadata of a trained file: all that was there before, and everything that the program asks for."""
        decoder = {"decoder": "heatmap", "skeleton": "coco17"} if self.task == POSE else {"decoder": "center"}
        of_crops = {"padding": repr(self.padding), "cell-offset": repr(self.cell_offset)} if self.task == POSE else {}
        first = {"version": "1", "task": self.task, **decoder, "licence": "NOASSERTION"}
        last = {"name": name, "scale": repr(self.scale), "mean": _text(self.mean), "std": _text(self.std), **of_crops, "source": source}
        return {**_prefixed(first), **before, **_prefixed(last)}


def three(text: str) -> tuple[float, float, float]:
    try:
        r, g, b = (float(number) for number in text.split(","))
    except ValueError:
        raise ValueError(f"'{text}' is not three numbers, R,G,B, such as 0.485,0.456,0.406") from None
    if not all(map(math.isfinite, (r, g, b))):
        raise ValueError(f"'{text}' holds what is no number, expected R,G,B")
    return r, g, b


def _prefixed(entries: Mapping[str, str]) -> dict[str, str]:
    return {PREFIX + key: value for key, value in entries.items()}


def _text(numbers: tuple[float, ...]) -> str:
    return ",".join(repr(number) for number in numbers)
