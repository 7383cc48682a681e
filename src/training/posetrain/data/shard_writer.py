"""Pictures and their labels, written as zips of a limited size."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

from posetrain.data.shards import LABELS, Label
from posetrain.problem import Problem

OF_FILE = 128
"""Bytes at most that a zip spends on a file besides its content and twice its name."""

OF_ZIP = 512


def write(folder: Path, name: str, pictures: Iterable[tuple[bytes, Label]], limit: int) -> list[Path]:
    """As NAME-000.zip and so on, none with more than `limit` bytes. The same pictures give the same bytes."""
    zips: list[Path] = []
    batch: list[tuple[bytes, Label]] = []
    names: set[str] = set()
    room = 0

    def close() -> None:
        if batch:
            zips.append(folder / f"{name}-{len(zips):03}.zip")
            _write(zips[-1], batch)
            batch.clear()

    for jpeg, label in pictures:
        if label.name in names or label.name == LABELS:
            raise Problem(f"{name}: two pictures are called '{label.name}'; "
                          "see that each image has a file name of its own")
        names.add(label.name)
        size = OF_FILE + len(jpeg) + 2 * len(label.name.encode()) + len(json.dumps(label.entry())) + 2
        if OF_ZIP + size > limit:
            raise Problem(f"{name}: picture '{label.name}' has {size} bytes and a piece may have {limit}; give a higher --limit")
        if size > room:
            close()
            room = limit - OF_ZIP
        batch.append((jpeg, label))
        room -= size
    close()
    return zips


def _write(path: Path, batch: list[tuple[bytes, Label]]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for jpeg, label in batch:
            archive.writestr(_file(label.name), jpeg)
        archive.writestr(_file(LABELS), json.dumps([label.entry() for _, label in batch]), zipfile.ZIP_DEFLATED)


def _file(name: str) -> zipfile.ZipInfo:
    # Dated by nothing, so that the same data packed again are the same pack.
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o644 << 16
    return info
