"""Crops that are packed as zips: JPEGs and a `labels.json`, a list of [file, source, [[x, y, v] of each keypoint]]."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import torch

from posetrain.crops import Crops, decoded
from posetrain.problem import Problem

LABELS = "labels.json"


def read(place: Path) -> Crops:
    """A zip, or a folder's zips in the order of their names."""
    zips = sorted(place.glob("*.zip")) if place.is_dir() else [place]
    if not zips:
        raise Problem(f"{place} holds no zips, expected crops packed as zips with a {LABELS} each")
    # All are decoded into one block of memory: the pictures of a training set are there only once.
    jpegs: list[bytes] = []
    labels: list[tuple[str, str, list[list[float]]]] = []
    for file in zips:
        more, of_them = _unpacked(file)
        jpegs += more
        labels += of_them
    names = [name for name, _, _ in labels]
    keypoints = torch.tensor([points for _, _, points in labels], dtype=torch.float32).view(-1, 17, 3)
    return Crops(decoded(jpegs, [f"{place}: {name}" for name in names]), keypoints, names, [source for _, source, _ in labels])


def _unpacked(file: Path) -> tuple[list[bytes], list[tuple[str, str, list[list[float]]]]]:
    try:
        with zipfile.ZipFile(file) as archive:
            labels = [(str(name), str(source), points) for name, source, points in json.loads(archive.read(LABELS))]
            return [archive.read(name) for name, _, _ in labels], labels
    except FileNotFoundError:
        raise Problem(f"{file}: there is no such file or folder") from None
    except (zipfile.BadZipFile, KeyError, ValueError) as e:
        raise Problem(f"{file} is no zip of crops with a {LABELS} of [file, source, keypoints]: {e}") from None
