"""Weights that a run starts from, out of a file."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import torch

from posetrain.network.graph import OnnxModule
from posetrain.network.onnx_file import OnnxFile
from posetrain.problem import Problem


def read(path: Path) -> dict[str, np.ndarray]:
    """The initializers of an ONNX file or the tensors of a PyTorch checkpoint, by name. Nothing in a checkpoint is executed."""
    if path.suffix == ".onnx":
        file = OnnxFile.read(path)
        return {name: file.value(name) for name in file.initializers}
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError:
        raise Problem(f"{path}: there is no such file") from None
    except (pickle.UnpicklingError, RuntimeError, EOFError, OSError) as e:
        raise Problem(f"{path} can't be read, expected an .onnx file or what torch.save writes: {e}") from None
    tensors = content.get("state_dict", content) if isinstance(content, dict) else None
    if not isinstance(tensors, dict):
        raise Problem(f"{path} holds no tensors by name, expected a state_dict")
    return {name: value.float().numpy() if value.is_floating_point() else value.numpy()
            for name, value in tensors.items() if isinstance(value, torch.Tensor)}


def put(path: Path, module: OnnxModule) -> str:
    """Gives a line for the user: how many fitted."""
    taken, missing = module.load(read(path))
    if not taken:
        raise Problem(f"{path}: none of its names and shapes fits the graph's {len(missing)} weights, such as '{missing[0]}'")
    others = f"; {len(missing)} keep their start, such as '{missing[0]}'" if missing else ""
    return f"{taken} of {taken + len(missing)} weights are taken from {path}{others}"
