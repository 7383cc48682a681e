"""A training in folders that are small enough to be carried to another machine one by one."""

from __future__ import annotations

import shlex
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from posetrain.problem import Problem

HOME = "00"
"""The piece that holds the code, the graph and what starts it; the others hold crops."""

MOST = 100
"""Pieces: their names have two digits."""

CODE = Path(__file__).resolve().parent
SCRIPT = CODE.parent / "train.sh"
OPTIONS = "options"

OWN = (CODE.name, SCRIPT.name, OPTIONS)
"""Names in HOME that nothing else may have."""


def pack(folder: Path, graph: Path, zips: Sequence[Path], files: Sequence[Path], options: Sequence[str], limit: int) -> list[Path]:
    """Writes the pieces into `folder`, which must not be there yet; it is there whole or not at all.

    files: lie beside the graph, for options such as --init. options: of the command `train`. limit: bytes of a piece at most.
    """
    plan = planned(folder, graph, zips, files, options, limit)
    with beside(folder) as half:
        made = half / folder.name
        home = made / HOME
        shutil.copytree(CODE, home / CODE.name, ignore=shutil.ignore_patterns("__pycache__"))
        for path in (SCRIPT, graph, *files):
            shutil.copy(path, home / path.name)
        (home / OPTIONS).write_bytes(_line(graph, options))
        for number, of_piece in enumerate(plan):
            piece = made / f"{number:02}"
            piece.mkdir(exist_ok=True)
            for archive in of_piece:
                shutil.copy(archive, piece / archive.name)
        made.rename(folder)
    return [folder / f"{number:02}" for number in range(len(plan))]


def planned(folder: Path, graph: Path, zips: Sequence[Path], files: Sequence[Path], options: Sequence[str], limit: int) -> list[list[Path]]:
    """The zips of each piece. Says what speaks against packing, and writes nothing."""
    if folder.exists():
        raise Problem(f"{folder} is there already; remove it or name another one")
    for path in (graph, *files, *zips):
        if not path.is_file():
            raise Problem(f"{path}: there is no such file")
    _check_names(graph, zips, files)
    home = _size_of_home(graph, files, options)
    if home > limit:
        raise Problem(f"code, graph and files to go along have {home} bytes and a piece may have {limit}; give fewer or smaller files, or a higher --limit")
    pieces: list[list[Path]] = [[]]
    room = limit - home
    for archive in zips:
        size = archive.stat().st_size
        if size > limit:
            raise Problem(f"{archive} has {size} bytes and a piece may have {limit}; pack its crops into smaller zips, or give a higher --limit")
        if size > room:
            pieces.append([])
            room = limit
        pieces[-1].append(archive)
        room -= size
    if len(pieces) > MOST:
        raise Problem(f"the zips need {len(pieces)} pieces of {limit} bytes and there may be {MOST}; give fewer zips, or a higher --limit")
    return pieces


@contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """A place for what is not done yet, on the disk on which `folder` will be; gone at the end."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as half:
        yield Path(half)


def _check_names(graph: Path, zips: Sequence[Path], files: Sequence[Path]) -> None:
    names = [path.name for path in (graph, *files)]
    if len(set(names)) < len(names):
        raise Problem(f"{', '.join(names)}: two of these have the same name and would lie in one folder; rename one")
    for path in (graph, *files):
        if path.name in OWN:
            raise Problem(f"{path}: the pack has a '{path.name}' of its own in the same folder; rename the file")
        if path.suffix == ".zip":
            raise Problem(f"{path}: a zip in a piece is read as pictures to train on; give it as --data if it holds some, or else another ending")
    seen: dict[str, Path] = {}
    for path in zips:
        if path.suffix != ".zip":
            raise Problem(f"{path}: expected pictures packed as a zip, with a name that ends in .zip")
        other = seen.setdefault(path.name, path)
        if other is not path:
            raise Problem(f"{other} and {path}: two zips are called {path.name} and could come to lie in one folder; rename one")


def _line(graph: Path, options: Sequence[str]) -> bytes:
    return (shlex.join([graph.name, *options]) + "\n").encode()


def _size_of_home(graph: Path, files: Sequence[Path], options: Sequence[str]) -> int:
    code = [path for path in CODE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return sum(path.stat().st_size for path in (*code, SCRIPT, graph, *files)) + len(_line(graph, options))
