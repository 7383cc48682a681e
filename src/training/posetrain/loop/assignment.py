"""What a command comes to: a task, with its data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from posetrain.loop.sampling import Data
from posetrain.loop.task import Task


@dataclass(frozen=True)
class Assignment:
    """data: what the task draws from; unit: what they are called. shapes: of the outputs, less the batch. maps: the same for the user."""

    task: Task
    data: Data
    unit: str
    shapes: dict[str, tuple[int, ...]]
    maps: str


def coco_place(place: str) -> tuple[Path, Path] | None:
    """The annotations and the images of ANNOTATIONS.json:IMAGES/; None for another place."""
    annotations, colon, images = place.rpartition(":")
    return (Path(annotations), Path(images)) if colon and annotations.endswith(".json") else None
