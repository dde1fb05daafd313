"""The written map names every signal and every slot that exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WINGS = ["portal", "search", "membership", "magazine", "feedback"]
MAP = (ROOT / "docs" / "architecture.md").read_text()

pytestmark = pytest.mark.static


def _found(pattern: str, files: str) -> set[str]:
    return {
        name
        for wing in WINGS
        for path in (ROOT / wing).rglob(files)
        for name in re.findall(pattern, path.read_text(), re.MULTILINE)
    }


def test_every_signal_is_on_the_map() -> None:
    signals = _found(r"^(\w+) = Signal\(\)", "signals.py")

    assert {name for name in signals if f"`{name}`" not in MAP} == set()


def test_every_slot_is_on_the_map() -> None:
    slots = _found(r"\{% slot \"([\w.]+)\"", "*.html")

    assert {name for name in slots if f"`{name}`" not in MAP} == set()


def test_what_is_filled_is_shown_somewhere() -> None:
    filled = _found(r"slots\.fill\(\s*\"([\w.]+)\"", "*.py")
    shown = _found(r"\{% slot \"([\w.]+)\"", "*.html")
    shown |= _found(r"slots\.render\(\s*\"([\w.]+)\"", "*.py")

    assert filled - shown == set()
