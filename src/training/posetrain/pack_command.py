"""The command `pack`: everything a training needs, in pieces for a machine that is elsewhere."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from posetrain import pieces
from posetrain.problem import Problem

MIB = 1 << 20


def add_to(subcommands: argparse._SubParsersAction) -> None:
    parser = subcommands.add_parser(
        "pack", help="pack a training for another machine",
        description="Puts code, graph and crops into folders that can be carried one by one to a machine with Python, PyTorch, OpenCV and ONNX. "
        "There, with all of them in one folder, 'sh 00/train.sh start MINUTES' trains and 'sh 00/train.sh watch SECONDS RESULTS' tells how it goes.")
    parser.set_defaults(run=run)
    parser.add_argument("folder", metavar="PIECES", type=Path, help="folder to write; not there yet")
    parser.add_argument("graph", metavar="GRAPH.onnx", type=Path)
    parser.add_argument("--data", metavar="PLACE", type=Path, action="append", required=True, help="a zip of crops or a folder of them; may be repeated")
    parser.add_argument("--with", metavar="FILE", dest="files", type=Path, action="append", default=[],
                        help="goes along, to be named without its folder in the options, as in --init model.onnx; may be repeated")
    parser.add_argument("--limit", metavar="MIB", type=float, default=60, help="of a piece (default: %(default)s)")
    parser.add_argument("--options", metavar="'OPTIONS'", type=shlex.split, default=[],
                        help="of 'train', but for --data, --samples and --minutes, as one word: --options='--batch 512 --lr 4e-3'")


def run(given: argparse.Namespace) -> int:
    zips = [path for place in given.data for path in (sorted(place.glob("*.zip")) if place.is_dir() else [place])]
    if not zips:
        raise Problem(f"{', '.join(map(str, given.data))}: no zips are there, expected crops packed as zips")
    for piece in pieces.pack(given.folder, given.graph, zips, given.files, given.options, int(given.limit * MIB)):
        size = sum(path.stat().st_size for path in piece.rglob("*") if path.is_file())
        print(f"{piece}: {size / MIB:.1f} MiB")
    return 0
