"""Everything that a run needs to go on, in one file."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from posetrain import atomic
from posetrain.network.onnx_file import OnnxFile
from posetrain.problem import Problem

FILE = "checkpoint.pt"

VERSION = 2


def fingerprint(file: OnnxFile) -> str:
    """Of a graph's nodes, picture, output, and the names and shapes of its initializers, not of their numbers."""
    graph = file.model.graph
    digest = hashlib.sha256()
    for message in (*graph.node, *graph.input):
        digest.update(message.SerializeToString(deterministic=True))
    digest.update(repr(file.outputs).encode())
    for tensor in graph.initializer:
        digest.update(repr((tensor.name, tuple(tensor.dims), tensor.data_type)).encode())
    return digest.hexdigest()


def write(path: Path, state: dict[str, Any]) -> None:
    atomic.write(path, lambda stream: torch.save({"version": VERSION, **state}, stream))


def read(path: Path, identity: Mapping[str, str]) -> dict[str, Any]:
    """identity: what it must have been written with, by what that is called."""
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError, OSError) as e:
        raise Problem(f"{path} can't be read as a checkpoint: {e}; to begin anew, name another folder") from None
    if state.get("version") != VERSION:
        raise Problem(f"{path} is a checkpoint of version {state.get('version')}, expected {VERSION}; name another folder")
    other = [name for name, value in identity.items() if state["identity"].get(name) != value]
    if other:
        raise Problem(f"{path} belongs to a run with another {' and another '.join(other)} than this command names; repeat the command in run.json there, "
                      "or name another folder and give the weights of that model.onnx with --init")
    return state
