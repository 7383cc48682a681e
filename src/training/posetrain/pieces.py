"""A training in folders that are small enough to be carried to another machine one by one."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Sequence
from pathlib import Path

from posetrain.problem import Problem

HOME = "00"
"""The piece that holds the code, the graph and what starts it; the others hold crops."""

CODE = Path(__file__).resolve().parent
SCRIPT = CODE.parent / "train.sh"


def pack(folder: Path, graph: Path, zips: Sequence[Path], files: Sequence[Path], options: Sequence[str], limit: int) -> list[Path]:
    """Writes the pieces into `folder`, which must not be there yet.

    files: lie beside the graph, for options such as --init. options: of the command `train`. limit: bytes of a piece at most.
    """
    names = [path.name for path in (graph, *files)]
    for path in (graph, *files, *zips):
        if not path.is_file():
            raise Problem(f"{path}: there is no such file")
    if len(set(names)) < len(names):
        raise Problem(f"{', '.join(names)}: two of these have the same name and would lie in one folder; rename one")
    if folder.exists():
        raise Problem(f"{folder} is there already; remove it or name another one")
    home = folder / HOME
    shutil.copytree(CODE, home / CODE.name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (SCRIPT, graph, *files):
        shutil.copy(path, home / path.name)
    (home / "options").write_text(shlex.join([graph.name, *options]) + "\n", encoding="utf-8")
    pieces = [home]
    room = limit - _size(home)
    if room < 0:
        raise Problem(f"{home} has {_size(home)} bytes and may have {limit}; give fewer or smaller files, or a higher --limit")
    for archive in zips:
        size = archive.stat().st_size
        if size > limit:
            raise Problem(f"{archive} has {size} bytes and a piece may have {limit}; pack its crops into smaller zips, or give a higher --limit")
        if size > room:
            pieces.append(folder / f"{len(pieces):02}")
            pieces[-1].mkdir()
            room = limit
        target = pieces[-1] / archive.name
        if target.exists():
            raise Problem(f"two zips are called {archive.name}; rename one")
        shutil.copy(archive, target)
        room -= size
    return pieces


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
