"""Pictures that are packed as zips: JPEGs and a `labels.json`, a list of [file, source, what is said of it].

A fourth entry may follow, an object with what else is known of a picture."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from posetrain.problem import Problem

LABELS = "labels.json"


@dataclass(frozen=True)
class Label:
    """said: the keypoints of a crop, the boxes of a scene. more: what else is known."""

    name: str
    source: str
    said: Any
    more: dict[str, Any] = field(default_factory=dict)

    def entry(self) -> list[Any]:
        return [self.name, self.source, self.said, *([self.more] if self.more else [])]


def unpacked(place: Path, what: str) -> tuple[list[bytes], list[Label]]:
    """JPEGs and labels of a zip, or of a folder's zips in the order of their names. what: is said of each picture, for messages."""
    zips = sorted(place.glob("*.zip")) if place.is_dir() else [place]
    if not zips:
        raise Problem(f"{place} holds no zips, expected pictures packed as zips with a {LABELS} each")
    jpegs: list[bytes] = []
    labels: list[Label] = []
    for file in zips:
        more, of_them = _of_zip(file, what)
        jpegs += more
        labels += of_them
    return jpegs, labels


def _of_zip(file: Path, what: str) -> tuple[list[bytes], list[Label]]:
    try:
        with zipfile.ZipFile(file) as archive:
            labels = _labels(json.loads(archive.read(LABELS)))
            jpegs = [archive.read(label.name) for label in labels]
    except FileNotFoundError:
        raise Problem(f"{file}: there is no such file or folder") from None
    except (zipfile.BadZipFile, KeyError, ValueError) as e:
        raise Problem(f"{file} is no zip of pictures with a {LABELS} of [file, source, {what}]: {e}") from None
    if not labels:
        raise Problem(f"{file} is empty: its {LABELS} names no pictures; leave it out, or pack it anew")
    return jpegs, labels


def _labels(content: Any) -> list[Label]:
    if content in ([], {}):
        return []
    if not isinstance(content, list):
        raise ValueError(f"{LABELS} holds {_shown(content)}, expected a list")
    for i, entry in enumerate(content):
        if not isinstance(entry, list) or len(entry) not in (3, 4) or not isinstance(entry[-1], dict) and len(entry) == 4:
            raise ValueError(f"entry {i} of {LABELS} is {_shown(entry)}")
    return [Label(str(name), str(source), said, *more) for name, source, said, *more in content]


def _shown(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 60 else text[:60] + "…"
