"""Being asked to stop, by Ctrl-C or by whoever started the process."""

from __future__ import annotations

import signal
from types import FrameType
from typing import Any


class StopRequest:
    """Within a `with`, notes SIGINT and SIGTERM; the second of a kind ends the process at once."""

    def __init__(self) -> None:
        self.signal: int | None = None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> StopRequest:
        self._before = {kind: signal.signal(kind, self._received) for kind in (signal.SIGINT, signal.SIGTERM)}
        return self

    def __exit__(self, *unused: object) -> None:
        for kind, handler in self._before.items():
            signal.signal(kind, handler)

    def _received(self, number: int, frame: FrameType | None) -> None:
        self.signal = number
        signal.signal(number, signal.SIG_DFL)
