"""Files that are there whole or not at all."""

import os
from pathlib import Path
from typing import BinaryIO, Callable

HALF = ".half"


def write(file: Path, content: Callable[[BinaryIO], None]) -> None:
    """Writes beside the file's place, then moves it there: who reads sees the old file or the new one, whenever this process ends."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f".{file.name}.{os.getpid()}{HALF}")
    try:
        with open(half, "wb") as stream:
            content(stream)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(half, file)
    finally:
        half.unlink(missing_ok=True)


def remove_halves(folder: Path) -> None:
    """What processes left that were killed while they wrote. Nobody may be writing there."""
    for half in folder.glob(f".*{HALF}"):
        half.unlink(missing_ok=True)


def write_bytes(file: Path, content: bytes) -> None:
    write(file, lambda stream: stream.write(content))
