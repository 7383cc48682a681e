"""The loss over a run, as a picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from posetrain import atomic
from posetrain.loop.history import Row

HEIGHT, WIDTH = 540, 960
LEFT, RIGHT, TOP, BOTTOM = 80, 930, 60, 480
INK, GRID, TRAINING, RAW, HELD_OUT = (60, 60, 60), (228, 228, 228), (180, 110, 30), (235, 205, 170), (40, 70, 210)
SMOOTHING = 0.9
Points = list[tuple[float, float]]


def write(path: Path, rows: Sequence[Row]) -> None:
    """A PNG: training loss, as measured and smoothed, and held-out loss over samples; the loss on a logarithmic scale."""
    raw = [(float(row.samples), row.loss) for row in rows if row.loss is not None and row.loss > 0]
    held_out = [(float(row.samples), row.held_out["loss"]) for row in rows if row.held_out and row.held_out["loss"] > 0]
    if not raw:
        return
    chart = _Chart(raw + held_out)
    chart.line(raw, RAW, 1)
    chart.line(_smoothed(raw), TRAINING, 2)
    chart.line(held_out, HELD_OUT, 2)
    chart.key((("training, smoothed", TRAINING), ("held out, averaged weights", HELD_OUT)))
    atomic.write_bytes(path, cv2.imencode(".png", chart.picture)[1].tobytes())


def _smoothed(points: Points) -> Points:
    """A moving average that is not drawn to its start."""
    smooth, total, result = 0.0, 0.0, []
    for x, y in points:
        smooth, total = SMOOTHING * smooth + (1 - SMOOTHING) * y, SMOOTHING * total + (1 - SMOOTHING)
        result.append((x, smooth / total))
    return result


class _Chart:

    def __init__(self, points: Points) -> None:
        self.picture = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
        values = [y for _, y in points]
        self._most = max(x for x, _ in points)
        self._low, self._high = math.log(min(values) * 0.95), math.log(max(values) * 1.05)
        for value in _ticks(math.exp(self._low), math.exp(self._high)):
            y = self._at(0, value)[1]
            cv2.line(self.picture, (LEFT, y), (RIGHT, y), GRID, 1)
            self._text(f"{value:g}", LEFT - 8, y + 5, "right")
        for samples in _round_steps(self._most):
            x = round(LEFT + samples / self._most * (RIGHT - LEFT))
            cv2.line(self.picture, (x, TOP), (x, BOTTOM), GRID, 1)
            self._text(_count(samples), x, BOTTOM + 22, "middle")
        cv2.rectangle(self.picture, (LEFT, TOP), (RIGHT, BOTTOM), INK, 1)
        self._text("samples", (LEFT + RIGHT) // 2, BOTTOM + 46, "middle")
        self._text("loss", LEFT, TOP - 12, "middle")

    def line(self, points: Points, colour: tuple[int, int, int], thickness: int) -> None:
        places = np.array([self._at(x, y) for x, y in points], np.int32).reshape(-1, 1, 2)
        cv2.polylines(self.picture, [places], False, colour, thickness, cv2.LINE_AA)
        if len(points) == 1:
            cv2.circle(self.picture, self._at(*points[0]), 3, colour, -1, cv2.LINE_AA)

    def key(self, entries: Sequence[tuple[str, tuple[int, int, int]]]) -> None:
        x = LEFT + 60
        for name, colour in entries:
            cv2.line(self.picture, (x, TOP - 17), (x + 28, TOP - 17), colour, 2, cv2.LINE_AA)
            self._text(name, x + 36, TOP - 12, "left")
            x += 290

    def _at(self, samples: float, loss: float) -> tuple[int, int]:
        down = (self._high - math.log(loss)) / (self._high - self._low)
        return round(LEFT + samples / self._most * (RIGHT - LEFT)), round(TOP + down * (BOTTOM - TOP))

    def _text(self, text: str, x: int, y: int, anchor: str) -> None:
        width = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 0.5, 1)[0][0]
        x -= {"left": 0, "middle": width // 2, "right": width}[anchor]
        cv2.putText(self.picture, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.5, INK, 1, cv2.LINE_AA)


def _round_steps(most: float) -> list[float]:
    """From 0 to most, four to nine steps of 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(most / 4))
    step = max(unit * power for unit in (1, 2, 5) if unit * power <= most / 4)
    return [i * step for i in range(int(most / step + 1e-9) + 1)]


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers between two, few enough to be read."""
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for steps in (tuple(i / 10 for i in range(10, 100)), (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9), (1, 1.5, 2, 3, 5, 7), (1, 2, 5), (1,)):
        ticks = [step * 10.0 ** decade for decade in decades for step in steps if low <= step * 10.0 ** decade <= high]
        if len(ticks) <= 10:
            break
    return ticks


def _count(samples: float) -> str:
    if samples >= 1e6:
        return f"{samples / 1e6:.3g} M"
    return f"{samples / 1e3:.3g} k" if samples >= 1e3 else f"{samples:.0f}"
