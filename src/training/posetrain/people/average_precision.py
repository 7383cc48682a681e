"""How well people are found."""

from __future__ import annotations

import numpy as np

from posetrain.people.center_decoder import areas, intersections, iou

MATCH = 0.5


class AveragePrecision:
    """AP at an IoU of .5, over all scenes.

    Detections of all scenes are taken from the best score down. Each is right if one of its scene's people that is not taken yet has an IoU with it
    of .5 or more, and takes the one with the highest; else, if half of its area or more lies in an ignored region, it does not count; else it is
    wrong. Precision at a recall is the highest at that recall or a higher one, and AP its mean at the recalls 0, 0.01, …, 1: COCO's AP50, with all sizes
    and any number of detections.
    """

    def __init__(self) -> None:
        self._scores: list[float] = []
        self._right: list[bool] = []
        self._people = 0

    def add(self, boxes: np.ndarray, scores: np.ndarray, people: np.ndarray, ignored: np.ndarray) -> None:
        """One scene. boxes: [n, 4], left, top, right, bottom, and scores [n], best first. people: [m, 4]. ignored: [k, 4]."""
        self._people += len(people)
        overlaps = iou(boxes, people)
        in_ignored = intersections(boxes, ignored).max(1, initial=0) >= MATCH * np.maximum(areas(boxes), 1e-9)
        for i, score in enumerate(scores):
            best = int(overlaps[i].argmax()) if len(people) else -1
            is_right = best >= 0 and overlaps[i, best] >= MATCH
            if is_right:
                overlaps[:, best] = -1
            if is_right or not in_ignored[i]:
                self._scores.append(float(score))
                self._right.append(is_right)

    def value(self) -> float:
        """NaN where there was nobody to be found."""
        if not self._people:
            return float("nan")
        order = np.argsort(-np.array(self._scores), kind="stable")
        right = np.cumsum(np.array(self._right, dtype=np.float64)[order])
        recall, precision = right / self._people, right / np.arange(1, len(right) + 1)
        highest = np.maximum.accumulate(precision[::-1])[::-1]
        places = np.searchsorted(recall, np.arange(101) / 100, side="left")
        return float(np.append(highest, 0.0)[places].mean())
