"""Crops that are packed as zips: JPEGs and a `labels.json`, a list of [file, source, [[x, y, v] of each keypoint]]."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import torch

from posetrain.pose.crops import Crops, decoded
from posetrain.problem import Problem

LABELS = "labels.json"


def read(place: Path) -> Crops:
    """A zip, or a folder's zips in the order of their names."""
    jpegs, labels = unpacked(place, "keypoints")
    names = [name for name, _, _ in labels]
    try:
        keypoints = torch.tensor([points for _, _, points in labels], dtype=torch.float32).reshape(-1, 17, 3)
    except (TypeError, ValueError, RuntimeError) as e:
        raise Problem(f"{place}: {LABELS} has an entry without 17 keypoints of [x, y, v]: {e}; a pose network is trained on crops, "
                      "a person detector on scenes") from None
    return Crops(decoded(jpegs, [f"{place}: {name}" for name in names]), keypoints, names, [source for _, source, _ in labels])


def unpacked(place: Path, what: str) -> tuple[list[bytes], list[tuple[str, str, Any]]]:
    """JPEGs and labels, [file, source, what is said of it], of a zip or a folder's zips. what: is said, for messages."""
    zips = sorted(place.glob("*.zip")) if place.is_dir() else [place]
    if not zips:
        raise Problem(f"{place} holds no zips, expected pictures packed as zips with a {LABELS} each")
    # All are decoded into one block of memory: the pictures of a training set are there only once.
    jpegs: list[bytes] = []
    labels: list[tuple[str, str, Any]] = []
    for file in zips:
        more, of_them = _of_zip(file, what)
        jpegs += more
        labels += of_them
    return jpegs, labels


def _of_zip(file: Path, what: str) -> tuple[list[bytes], list[tuple[str, str, Any]]]:
    try:
        with zipfile.ZipFile(file) as archive:
            labels = [(str(name), str(source), said) for name, source, said in json.loads(archive.read(LABELS))]
            return [archive.read(name) for name, _, _ in labels], labels
    except FileNotFoundError:
        raise Problem(f"{file}: there is no such file or folder") from None
    except (zipfile.BadZipFile, KeyError, ValueError) as e:
        raise Problem(f"{file} is no zip of pictures with a {LABELS} of [file, source, {what}]: {e}") from None
