"""What options are given, checked as argparse's types."""

from __future__ import annotations

import math
import re
from argparse import ArgumentTypeError
from pathlib import Path

from posetrain.network import description


def whole_positive(text: str) -> int:
    if not re.fullmatch(r"[0-9]+", text) or int(text) == 0:
        raise ArgumentTypeError(f"'{text}' is no positive whole number")
    return int(text)


def number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ArgumentTypeError(f"'{text}' is no number")
    return value


def positive(text: str) -> float:
    if number(text) <= 0:
        raise ArgumentTypeError(f"'{text}' is too small, expected a number above 0")
    return number(text)


def not_negative(text: str) -> float:
    if number(text) < 0:
        raise ArgumentTypeError(f"'{text}' is too small, expected 0 or a larger number")
    return number(text)


def share(text: str) -> float:
    if not 0 <= number(text) <= 1:
        raise ArgumentTypeError(f"'{text}' is out of range, expected a number from 0 to 1")
    return number(text)


def three(text: str) -> tuple[float, float, float]:
    try:
        return description.three(text)
    except ValueError as e:
        raise ArgumentTypeError(str(e)) from None


def three_positive(text: str) -> tuple[float, float, float]:
    values = three(text)
    if min(values) <= 0:
        raise ArgumentTypeError(f"'{text}' holds a number that is too small, expected all above 0")
    return values


def size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"([0-9]+)x([0-9]+)", text)
    if not match or 0 in (int(match[1]), int(match[2])):
        raise ArgumentTypeError(f"'{text}' is no size, expected HEIGHTxWIDTH, such as 256x192")
    return int(match[1]), int(match[2])


def source_weights(text: str) -> dict[str, float]:
    try:
        pairs = [entry.rsplit("=", 1) for entry in text.split(",")]
        return {name: not_negative(weight) for name, weight in pairs}
    except (ValueError, ArgumentTypeError):
        raise ArgumentTypeError(f"'{text}' has not the form SOURCE=WEIGHT,SOURCE=WEIGHT, with weights of 0 or more") from None


def folder(text: str) -> Path:
    """There already, or one that can be made."""
    path = Path(text)
    there = next((place for place in (path, *path.parents) if place.exists()), path)
    if there.exists() and not there.is_dir():
        raise ArgumentTypeError(f"{there} is a file, expected a folder; name another one")
    return path
