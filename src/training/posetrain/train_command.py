"""The command `train`: a network that finds poses in crops of people, or people in scenes, as its graph says."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from posetrain import arguments, atomic
from posetrain.loop import checkpoint
from posetrain.loop.run_folder import RunFolder
from posetrain.loop.schedule import Schedule
from posetrain.loop.stop import StopRequest
from posetrain.loop.trainer import Settings, Trainer
from posetrain.network import start
from posetrain.network.description import PERSON, PREFIX, Description
from posetrain.network.graph import OnnxModule
from posetrain.network.onnx_file import OnnxFile
from posetrain.people import person_assignment
from posetrain.pose import pose_assignment
from posetrain.pose.grid import HEATMAPS
from posetrain.pose.teacher import WEIGHT
from posetrain.problem import Problem


def add_to(subcommands: argparse._SubParsersAction) -> None:
    parser = subcommands.add_parser(
        "train", help="train a network", description="Trains the weights of an ONNX graph that makes heatmaps out of a person's picture, or maps of people "
        "out of a whole one. "
        "Started again with the same folder, it goes on where it was.")
    parser.set_defaults(run=run)
    parser.add_argument("graph", metavar="GRAPH.onnx", type=Path, help="such as 'posestream model build --form training' writes")
    parser.add_argument("folder", metavar="RUN", type=arguments.folder, help="folder of the run: model.onnx, checkpoint.pt, log.csv, curve.png")
    parser.add_argument("--data", metavar="PLACE", action="append", required=True,
                        help="a zip of crops or scenes, a folder of them, or ANNOTATIONS.json:IMAGES/ in COCO's format; may be repeated")
    parser.add_argument("--weights", metavar="SOURCE=WEIGHT,…", type=arguments.source_weights, default={},
                        help="how often a picture of a source is drawn, beside those of the others; 0: never (default: 1 for each source)")
    length = parser.add_mutually_exclusive_group(required=True)
    length.add_argument("--samples", type=arguments.whole_positive, help="length of the run, pictures")
    length.add_argument("--minutes", type=arguments.positive, help="length of the run, over all its sittings")

    network = parser.add_argument_group("the network")
    network.add_argument("--init", metavar="FILE", type=Path, help="weights to start from, .onnx or .pth; those that fit by name and shape")
    network.add_argument("--output", metavar="TENSOR", help="cut the graph at this inner tensor, which becomes the output")
    network.add_argument("--input", metavar="HxW", type=arguments.size, help="another picture size than the graph's, if its nodes take it")
    network.add_argument("--name", help="in the written file (default: as the graph says, or its file's name)")
    for name, kind, text in (("--scale", arguments.positive, "factor on 0..255"), ("--mean", arguments.three, "R,G,B, taken off then"),
                             ("--std", arguments.three_positive, "R,G,B, divided by then"), ("--padding", arguments.positive, "factor on the person's box"),
                             ("--cell-offset", arguments.number, "where in its cell a heatmap's value is")):
        network.add_argument(name, type=kind, help=text + " (default: as the graph's metadata say)")

    teacher = parser.add_argument_group("distillation")
    teacher.add_argument("--teacher", metavar="FILE.onnx", type=Path, help="another pose network with the same keypoints")
    teacher.add_argument("--teacher-weight", metavar="SHARE", type=arguments.share, help=f"of the loss, where there is a label (default: {WEIGHT})")
    teacher.add_argument("--teacher-flip", action="store_true", default=None, help="the mean of the picture and its mirror image, at twice the cost")
    teacher.add_argument("--teacher-output", metavar="TENSOR", help="cut the teacher's graph at this inner tensor")

    how = parser.add_argument_group("how")
    usual = Settings()
    how.add_argument("--batch", type=arguments.whole_positive, default=usual.batch, help="pictures to a step (default: %(default)s)")
    how.add_argument("--lr", type=arguments.positive, default=1e-3, help="learning rate at its peak (default: %(default)s)")
    how.add_argument("--decay", type=arguments.not_negative, default=usual.decay, help="AdamW's, of all but biases, scales and shifts (default: %(default)s)")
    how.add_argument("--augmentation", metavar="STRENGTH", type=arguments.share, default=1.0,
                     help="0 to 1: how much of the augmentation; less suits a run that sees each picture only a few times (default: %(default)s)")
    how.add_argument("--average", type=arguments.share, default=usual.average, help="decay of the moving average at most (default: %(default)s)")
    how.add_argument("--seed", type=int, default=usual.seed, help="of all that is random (default: %(default)s)")
    how.add_argument("--held-out-every", metavar="SAMPLES", type=arguments.whole_positive, default=usual.held_out_every,
                     help="measure the held-out slice so often (default: %(default)s)")
    how.add_argument("--checkpoint-every", metavar="SECONDS", type=arguments.not_negative, default=usual.checkpoint_every,
                     help="write the checkpoint and model.onnx so often (default: %(default)s)")
    how.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto", help="auto: the GPU if there is one")
    how.add_argument("--threads", type=arguments.whole_positive, help="of the CPU (default: all)")
    how.add_argument("--precision", choices=("auto", "float32", "bf16"), default="auto", help="auto: bf16 on a GPU")
    how.add_argument("--compile", nargs="?", const="default", choices=("default", "reduce-overhead", "max-autotune"), help="with torch.compile")


def run(given: argparse.Namespace) -> int:
    file = graph_of(given.graph, given.output, given.input)
    check_batch(given.batch, file)
    with RunFolder(given.folder) as folder:
        return trained(given, file, folder.path)


def trained(given: argparse.Namespace, file: OnnxFile, folder: Path) -> int:
    if given.threads:
        torch.set_num_threads(given.threads)
    device = device_of(given.device)
    description = Description.of(file).changed(given.scale, given.mean, given.std, given.padding, given.cell_offset)
    module = OnnxModule(file)
    if given.init and not (folder / checkpoint.FILE).exists():
        print(start.put(given.init, module))
    module.placed(device)
    precision = given.precision if given.precision != "auto" else "bf16" if device.type == "cuda" else "float32"
    autocast = precision == "bf16"
    if description.task == PERSON:
        assignment = person_assignment.of(given, file, module, description, device)
    else:
        assignment = pose_assignment.of(given, file, module, description, device, autocast)
    if given.compile:
        module.compile_training(given.compile)

    data, unit = assignment.data, assignment.unit
    print(f"{len(data.sources)} {unit}, {assignment.task.held_out or 'none'} of them held out; {sum(p.numel() for p in module.parameters()) / 1e6:.2f} M parameters; "
          f"{assignment.maps}; {device.type}, {precision}")

    shape_changed = given.output is not None or given.input is not None
    model = file.with_output_shapes(assignment.shapes) if shape_changed else file
    name = given.name or file.metadata.get(PREFIX + "name", given.graph.stem)

    def written(weights: Mapping[str, Tensor], samples: int) -> None:
        source = f"{given.graph.name} trained on {samples} {unit} of {', '.join(sorted(set(data.sources)))}"
        numbers = {key: tensor.cpu().contiguous().numpy() for key, tensor in weights.items()}
        (model.with_weights({**numbers, **module.counters()})
         .with_metadata({**description.entries(model.metadata, name, source)}).write(folder / "model.onnx"))

    settings = Settings(given.batch, given.decay, given.average, given.seed, given.held_out_every, given.checkpoint_every, autocast)
    identity = {"graph, picture size or output": checkpoint.fingerprint(file), "scale, mean, std, padding or cell offset": repr(description),
                "seed": str(given.seed)}
    trainer = Trainer(module, assignment.task, folder, identity, settings, Schedule(given.lr, given.samples, given.minutes), device, written)
    atomic.write_bytes(folder / "run.json", told(given).encode())
    with StopRequest() as stop:
        ended = trainer.train(stop)
    if ended:
        print(f"done: {folder / 'model.onnx'} after {trainer.samples} samples")
        return 0
    print(f"stopped after {trainer.samples} samples; the same command goes on")
    return 128 + (stop.signal or 0)


def graph_of(path: Path, output: str | None, picture: tuple[int, int] | None) -> OnnxFile:
    file = OnnxFile.read(path)
    if file.metadata.get(PREFIX + "form") == "serving":
        raise Problem(f"{path} is the serving form of its network, whose batch norms are gone; expected the training form, "
                      "such as 'posestream model build --form training' writes")
    if picture:
        file = file.with_size(*picture)
    if output:
        file = file.with_output(output, HEATMAPS)
    return file


def check_batch(size: int, file: OnnxFile) -> None:
    if size == 1 and "BatchNormalization" in file.operators:
        raise Problem(f"--batch 1: {file.name} has batch norms, which need the statistics of several pictures; expected 2 or more")


def device_of(name: str) -> torch.device:
    if name == "cuda" and not torch.cuda.is_available():
        raise Problem("--device cuda: PyTorch finds no CUDA GPU; see that this PyTorch is built for CUDA and that nvidia-smi lists one")
    device = torch.device("cuda" if name == "auto" and torch.cuda.is_available() else "cpu" if name == "auto" else name)
    if device.type == "cuda":
        torch.backends.cudnn.benchmark = True
        torch.set_float32_matmul_precision("high")
        torch.backends.cudnn.allow_tf32 = True
    return device


def told(given: argparse.Namespace) -> str:
    """The command's arguments, for who looks at the folder later."""
    values = {key: str(value) if isinstance(value, Path) else value for key, value in vars(given).items() if key != "run"}
    return json.dumps(values, indent=1) + "\n"
