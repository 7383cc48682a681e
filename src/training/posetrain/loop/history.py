"""What was measured during a run, as a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from posetrain import atomic

COLUMNS = ("samples", "seconds", "rate", "loss")
"""Then come the held-out figures."""

HELD_OUT = "held_out_"


@dataclass(frozen=True)
class Row:
    """loss: the mean since the last row. Held-out numbers are there where they were measured."""

    samples: int
    seconds: float
    rate: float
    loss: float | None
    held_out: Mapping[str, float] | None = None

    def cells(self, figures: Sequence[str]) -> list[str]:
        held_out = self.held_out or {}
        values = (self.samples, round(self.seconds, 2), self.rate, self.loss, *(held_out.get(figure) for figure in figures))
        return ["" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value) for value in values]


class History:
    """Grows by a line with each row. Opened again at a checkpoint, it forgets what came after."""

    def __init__(self, path: Path, samples: int, figures: Sequence[str]) -> None:
        self._path = path
        self._figures = figures
        self.rows = [row for row in _read(path) if row.samples <= samples] if samples else []
        text = io.StringIO()
        columns = (*COLUMNS, *(HELD_OUT + figure for figure in figures))
        csv.writer(text, lineterminator="\n").writerows([columns, *(row.cells(figures) for row in self.rows)])
        atomic.write_bytes(path, text.getvalue().encode())

    def add(self, row: Row) -> None:
        self.rows.append(row)
        with open(self._path, "a", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerow(row.cells(self._figures))


def _read(path: Path) -> list[Row]:
    if not path.exists():
        return []
    # A power cut leaves a last row that may end anywhere, also within a number.
    whole = path.read_text(encoding="utf-8", errors="replace").rpartition("\n")[0]
    rows = (_row(cells) for cells in csv.DictReader(io.StringIO(whole)))
    return [row for row in rows if row is not None]


def _row(cells: Mapping[str, str]) -> Row | None:
    """None where it can't be read."""
    try:
        number = {key: float(value) for key, value in cells.items() if key and value}
        held_out = {key.removeprefix(HELD_OUT): value for key, value in number.items() if key.startswith(HELD_OUT)}
        return Row(int(number["samples"]), number["seconds"], number["rate"], number.get("loss"), held_out or None)
    except (KeyError, ValueError, OverflowError):
        return None
