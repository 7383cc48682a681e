"""The command `pack`: everything a training needs, in pieces for a machine that is elsewhere."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from posetrain import pieces
from posetrain.data import coco_file, shard_writer
from posetrain.network.description import PERSON, Description
from posetrain.network.onnx_file import OnnxFile
from posetrain.people import scene_coco, scene_shards
from posetrain.pose import coco, shards
from posetrain.problem import Problem

MIB = 1 << 20


def add_to(subcommands: argparse._SubParsersAction) -> None:
    parser = subcommands.add_parser(
        "pack", help="pack a training for another machine",
        description="Puts code, graph and pictures into folders that can be carried one by one to a machine with Python, PyTorch, OpenCV and ONNX. "
        "There, with all of them in one folder, 'sh 00/train.sh start MINUTES' trains and 'sh 00/train.sh watch SECONDS RESULTS' tells how it goes.")
    parser.set_defaults(run=run)
    parser.add_argument("folder", metavar="PIECES", type=Path, help="folder to write; not there yet")
    parser.add_argument("graph", metavar="GRAPH.onnx", type=Path)
    parser.add_argument("--data", metavar="PLACE", action="append", required=True,
                        help="a zip of crops or scenes, a folder of them, or ANNOTATIONS.json:IMAGES/ in COCO's format, which is made into such zips; "
                        "may be repeated")
    parser.add_argument("--with", metavar="FILE", dest="files", type=Path, action="append", default=[],
                        help="goes along, to be named without its folder in the options, as in --init model.onnx; may be repeated")
    parser.add_argument("--limit", metavar="MIB", type=float, default=60, help="of a piece (default: %(default)s)")
    parser.add_argument("--options", metavar="'OPTIONS'", type=shlex.split, default=[],
                        help="of 'train', but for --data, --samples and --minutes, as one word: --options='--batch 512 --lr 4e-3'")


def run(given: argparse.Namespace) -> int:
    limit = int(given.limit * MIB)
    annotated = [place for place in map(coco_file.place, given.data) if place]
    zips = [path for place in given.data if not coco_file.place(place) for path in _zips(Path(place))]
    sources = [annotations.stem for annotations, _ in annotated]
    if len(set(sources)) < len(sources):
        raise Problem(f"--data: two annotations are called {max(sources, key=sources.count)}.json, which names their zips and the source; rename one")
    # What can be refused is refused before all the images are read.
    pieces.planned(given.folder, given.graph, zips, given.files, given.options, limit)
    with pieces.beside(given.folder) as made:
        for annotations, images in annotated:
            zips += _shards(given.graph, annotations, images, made, limit)
        made_pieces = pieces.pack(given.folder, given.graph, zips, given.files, given.options, limit)
    for piece in made_pieces:
        size = sum(path.stat().st_size for path in piece.rglob("*") if path.is_file())
        print(f"{piece}: {size / MIB:.1f} MiB")
    return 0


def _zips(place: Path) -> list[Path]:
    if not place.exists():
        raise Problem(f"{place}: there is no such file or folder, expected a zip of crops or scenes, a folder of them, or ANNOTATIONS.json:IMAGES/")
    if not place.is_dir():
        return [place]
    found = sorted(place.glob("*.zip"))
    if not found:
        raise Problem(f"{place} holds no zips, expected crops or scenes packed as zips; annotations are given as ANNOTATIONS.json:IMAGES/")
    return found


def _shards(graph: Path, annotations: Path, images: Path, folder: Path, limit: int) -> list[Path]:
    if Description.of(OnnxFile.read(graph)).task == PERSON:
        scenes = scene_coco.read(annotations, images)
        unit, count, pictures = "scenes", len(scenes), scene_shards.packed(scenes)
    else:
        crops = coco.read(annotations, images)
        unit, count, pictures = "crops", len(crops), shards.packed(crops)
    made = shard_writer.write(folder, annotations.stem, pictures, limit)
    print(f"{annotations}: {count} {unit} in {len(made)} zips")
    return made
