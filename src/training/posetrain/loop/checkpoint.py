"""Everything that a run needs to go on, in one file."""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path
from typing import Any

import torch

from posetrain import atomic
from posetrain.network.onnx_file import OnnxFile
from posetrain.problem import Problem

VERSION = 1


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


def read(path: Path, graph: str) -> dict[str, Any]:
    """graph: the fingerprint that it must have."""
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError, OSError) as e:
        raise Problem(f"{path} can't be read as a checkpoint: {e}; to begin anew, name another folder") from None
    if state.get("version") != VERSION:
        raise Problem(f"{path} is a checkpoint of version {state.get('version')}, expected {VERSION}; name another folder")
    if state["graph"] != graph:
        raise Problem(f"{path} belongs to another graph, picture size or output than this command names; name another folder, "
                      "or give the weights of its model.onnx with --init")
    return state
