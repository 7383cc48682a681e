"""What a command comes to: a task, with its data."""

from __future__ import annotations

from dataclasses import dataclass

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
