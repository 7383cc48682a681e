"""A machine that is lent, without one: scripts that stand in for ssh, for the Python there and for the program that evaluates."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from posetrain import pieces

TRAINING = Path(__file__).parents[1]

SSH = """#!/bin/sh
shift
echo "$*" >>"$STAND_IN/ssh.log"
mkdir -p "$STAND_IN/host"
cd "$STAND_IN/host"
exec sh -c "$*"
"""

PYTHON = """#!/bin/sh
# -u -m posetrain train GRAPH RUN …
[ ! -f "$STAND_IN/fails" ] || { echo "out of memory"; exit 1; }
echo "$*" >"$6/model.onnx"
echo "samples,held_out_$(cat "$STAND_IN/figure" 2>/dev/null || echo pck)" >"$6/log.csv"
tenths=300
while [ -f "$STAND_IN/hold" ] && [ $tenths -gt 0 ]; do sleep 0.1; tenths=$((tenths - 1)); done
echo "done"
"""

POSESTREAM = """#!/bin/sh
echo "evaluated: $*"
[ ! -f "$STAND_IN/eval-fails" ] || exit 5
"""


class LentMachine:
    """Its home is `folder`/host. Files in `folder` say how the training goes: 'fails', 'hold' (as long as it is there), 'figure'."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, script in (("ssh", SSH), ("python", PYTHON), ("posestream", POSESTREAM)):
            path = folder / "bin" / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(script)
            path.chmod(0o755)
        self.environment = {**os.environ, "STAND_IN": str(folder), "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "PYTHON": str(folder / "bin" / "python"),
                            "POSESTREAM": str(folder / "bin" / "posestream")}

    def pack(self, name: str, zips: int, options: Sequence[str] = ()) -> Path:
        """Each zip in a piece of its own."""
        (self.folder / "net.onnx").write_bytes(b"a graph")
        files = [self.folder / f"{i}.zip" for i in range(zips)]
        for file in files:
            file.write_bytes(bytes(900_000))
        pieces.pack(self.folder / name, self.folder / "net.onnx", files, [], options, 1_000_000)
        return self.folder / name

    def start(self, *command: object, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen([str(word) for word in command], env={**self.environment, **environment}, text=True, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT)

    def run(self, *command: object, **environment: str) -> tuple[int, str]:
        """Exit code and all that was said."""
        with self.start(*command, **environment) as process:
            said = process.communicate(timeout=120)[0]
        return process.returncode, said
