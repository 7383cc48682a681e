"""The loop: batches in, better weights out."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from posetrain.loop import checkpoint, curve
from posetrain.loop.average import Average
from posetrain.loop.history import History, Row
from posetrain.loop.schedule import Schedule
from posetrain.loop.stop import StopRequest
from posetrain.loop.task import Task
from posetrain.network.graph import OnnxModule
from posetrain.problem import Problem

GRADIENT_NORM = 5.0
FIRST_STEPS = 100
"""Are told in tens, whatever they take, so that two runs can be laid beside each other; all others every so many seconds."""

REPORT_SECONDS = 10.0


@dataclass(frozen=True)
class Settings:
    """decay: AdamW's, of all but biases, scales and shifts. average: the moving average's. held_out_every: samples. checkpoint_every: seconds.
    autocast: bfloat16 where PyTorch holds it safe."""

    batch: int = 32
    decay: float = 0.01
    average: float = 0.9998
    seed: int = 1
    held_out_every: int = 10_000
    checkpoint_every: float = 300.0
    autocast: bool = False


class Trainer:
    """One run in a folder: checkpoint.pt, log.csv and curve.png there are its own. What `written` does with the averaged weights at each
    checkpoint is the caller's. identity: what a checkpoint must agree with to go on from it, by what that is called."""

    def __init__(self, module: OnnxModule, task: Task, folder: Path, identity: Mapping[str, str], settings: Settings, schedule: Schedule,
                 device: torch.device, written: Callable[[dict[str, Tensor], int], None], say: Callable[[str], None] = lambda line: print(line, flush=True)) -> None:
        self._module = module
        self._task = task
        self._folder = folder
        self._identity = dict(identity)
        self._settings = settings
        self._schedule = schedule
        self._device = device
        self._written = written
        self._say = say
        self._parameters = list(module.parameters())
        self._optimizer = torch.optim.AdamW(
            [{"params": [p for p in self._parameters if not _is_one_row(p)], "weight_decay": settings.decay},
             {"params": [p for p in self._parameters if _is_one_row(p)], "weight_decay": 0.0}], lr=schedule.peak, fused=True)
        self._average = Average(module, settings.average)
        self._generator = torch.Generator().manual_seed(settings.seed)
        self._steps = self._samples = 0
        self._earlier_seconds = 0.0
        self._measured_at = 0
        self._measured: dict[str, float] = {}
        self._resume()
        self._history = History(folder / "log.csv", self._samples, task.figures)

    @property
    def samples(self) -> int:
        return self._samples

    def train(self, stop: StopRequest) -> bool:
        """Until the schedule ends or a stop is asked for. Whether it has ended."""
        self._begun = time.monotonic()
        saved = reported = self._begun
        unreported, reported_steps, reported_samples = torch.zeros((), device=self._device), self._steps, self._samples
        self._module.train()
        while (done := self._schedule.done(self._samples, self._seconds())) < 1 and stop.signal is None:
            rate = self._schedule.rate(done)
            unreported += self._step(rate)
            now = time.monotonic()
            due = self._steps % 10 == 0 if self._steps <= FIRST_STEPS else now - reported >= REPORT_SECONDS
            save = now - saved >= self._settings.checkpoint_every
            if due or save:
                loss = unreported.item() / (self._steps - reported_steps)
                self._report(loss, rate, (self._samples - reported_samples) / (time.monotonic() - reported))
                unreported.zero_()
                reported, reported_steps, reported_samples = time.monotonic(), self._steps, self._samples
            if self._task.held_out and self._samples - self._measured_at >= self._settings.held_out_every:
                measuring = time.monotonic()
                self._measure(rate)
                reported += time.monotonic() - measuring
            if save:
                self._save()
                saved = time.monotonic()
        if self._steps > reported_steps:
            self._report(unreported.item() / (self._steps - reported_steps), rate,
                         (self._samples - reported_samples) / (time.monotonic() - reported))
        ended = self._schedule.done(self._samples, self._seconds()) >= 1
        if ended and self._measured_at < self._samples and self._task.held_out:
            self._save()
            self._measure(self._schedule.rate(1))
            self._say(f"held out, at the end: {self._held_out()}")
        self._save()
        return ended

    def _seconds(self) -> float:
        return self._earlier_seconds + time.monotonic() - self._begun

    def _step(self, rate: float) -> Tensor:
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        batch = self._task.batch(self._settings.batch, self._generator)
        with torch.autocast(self._device.type, torch.bfloat16, enabled=self._settings.autocast):
            output = self._module(batch.pictures.contiguous(memory_format=torch.channels_last))
        loss = self._task.loss(output, batch.expected)
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._parameters, GRADIENT_NORM)
        self._optimizer.step()
        self._steps += 1
        self._samples += self._settings.batch
        self._average.update(self._steps)
        return loss.detach()

    def _report(self, loss: float, rate: float, speed: float) -> None:
        if loss != loss or loss == float("inf"):
            raise Problem(f"the loss is {loss} after {self._samples} samples; begin again with a smaller --lr, or go on with one from the last checkpoint if there is one")
        self._history.add(Row(self._samples, self._seconds(), rate, loss))
        done = self._schedule.done(self._samples, self._seconds())
        self._say(f"{done:4.0%}  {self._samples} samples  {speed:.1f}/s  loss {loss:.4f}  lr {rate:.2e}"
                  + (f"  held out: {self._held_out()}" if self._measured else ""))

    def _held_out(self) -> str:
        return ", ".join(f"{name} {value:.4g}" for name, value in self._measured.items())

    def _measure(self, rate: float) -> None:
        """Of the averaged weights, in full precision."""
        self._module.eval()
        with self._average.applied(), torch.no_grad():
            self._measured = self._task.measure(self._module, self._settings.batch)
        self._module.train()
        self._measured_at = self._samples
        self._history.add(Row(self._samples, self._seconds(), rate, None, self._measured))

    def _save(self) -> None:
        state: dict[str, Any] = {
            "identity": self._identity, "weights": {name: tensor.detach() for name, tensor in self._module.weights().items()},
            "average": self._average.values, "batches": self._module.batches, "optimizer": self._optimizer.state_dict(),
            "generator": self._generator.get_state(), "random": torch.get_rng_state(), "samples": self._samples, "steps": self._steps,
            "seconds": self._seconds(), "measured_at": self._measured_at, "measured": self._measured}
        if self._device.type == "cuda":
            state["cuda_random"] = torch.cuda.get_rng_state(self._device)
        checkpoint.write(self._folder / checkpoint.FILE, state)
        self._written(self._average.values, self._samples)
        curve.write(self._folder / "curve.png", self._history.rows)

    def _resume(self) -> None:
        path = self._folder / checkpoint.FILE
        if not path.exists():
            return
        state = checkpoint.read(path, self._identity)
        with torch.no_grad():
            for name, tensor in self._module.weights().items():
                tensor.copy_(state["weights"][name])
                self._average.values[name].copy_(state["average"][name])
        self._module.batches = state["batches"]
        decays = [group["weight_decay"] for group in self._optimizer.param_groups]
        self._optimizer.load_state_dict(state["optimizer"])
        for group, decay in zip(self._optimizer.param_groups, decays):
            group["weight_decay"] = decay
        self._generator.set_state(state["generator"])
        torch.set_rng_state(state["random"])
        if self._device.type == "cuda" and "cuda_random" in state:
            torch.cuda.set_rng_state(state["cuda_random"], self._device)
        self._samples, self._steps, self._earlier_seconds = state["samples"], state["steps"], state["seconds"]
        self._measured_at, self._measured = state["measured_at"], state["measured"]
        self._say(f"goes on after {self._samples} samples")


def _is_one_row(parameter: Tensor) -> bool:
    """A bias, or a batch norm's scale or shift, which may be written [1, channels, 1, 1]."""
    return sum(size > 1 for size in parameter.shape) <= 1
