"""The learning rate over a run."""

from __future__ import annotations

import math
from dataclasses import dataclass

WARM_UP = 0.05
"""Of the run."""

FLOOR = 0.001
"""Of the peak."""


@dataclass(frozen=True)
class Schedule:
    """Linear warm-up, then half a cosine (Loshchilov and Hutter, ICLR 2017). One of samples and minutes says how long the run is."""

    peak: float
    samples: int | None = None
    minutes: float | None = None

    def __post_init__(self) -> None:
        if (self.samples is None) == (self.minutes is None):
            raise ValueError("expected either samples or minutes")

    def done(self, samples: int, seconds: float) -> float:
        """The share of the run that is over, from 0 to 1. Seconds count over all of the run's sittings."""
        share = samples / self.samples if self.samples is not None else seconds / (60 * self.minutes)
        return min(share, 1.0)

    def rate(self, done: float) -> float:
        if done < WARM_UP:
            return self.peak * max(done / WARM_UP, FLOOR)
        cosine = 0.5 + 0.5 * math.cos(math.pi * (done - WARM_UP) / (1 - WARM_UP))
        return self.peak * max(cosine, FLOOR)
