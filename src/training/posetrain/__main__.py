"""python -m posetrain COMMAND …"""

from __future__ import annotations

import argparse
import signal
import sys

from posetrain import pack_command, train_command
from posetrain.problem import Problem

COMMANDS = (train_command, pack_command)
"""Modules with an add_to(subcommands), whose parser's default `run` takes the arguments and gives the exit code."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="posetrain", description=__doc__)
    subcommands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_to(subcommands)
    given = parser.parse_args(arguments)
    try:
        return given.run(given)
    except Problem as problem:
        print(f"posetrain: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        # While it trains, a run ends with a checkpoint instead (loop/stop.py).
        print("posetrain: interrupted", file=sys.stderr)
        return 128 + signal.SIGINT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
