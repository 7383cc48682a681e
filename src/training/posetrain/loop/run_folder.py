"""The folder of a run, which one process at a time may train in."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from posetrain import atomic
from posetrain.problem import Problem


class RunFolder:
    """Made if need be, and gone again if nothing came into it; within a `with` it is this process's."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: int | None = None

    def __enter__(self) -> RunFolder:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(self.path, os.O_RDONLY)
        except OSError as e:
            raise Problem(f"{self.path} can't be the folder of a run: {e.strerror}") from None
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._lock)
            raise Problem(f"another process trains in {self.path}; wait for it, stop it, or name another folder") from None
        atomic.remove_halves(self.path)
        return self

    def __exit__(self, *unused: Any) -> None:
        with suppress(OSError):
            self.path.rmdir()  # refused where something is in it
        os.close(self._lock)
