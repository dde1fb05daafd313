"""Every direct dependency says why it is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.static


def _direct(name: str) -> set[str]:
    lines = (ROOT / name).read_text().splitlines()
    return {found.group() for line in lines if (found := re.match(r"[a-z][\w-]*", line))}


def test_every_direct_dependency_is_explained() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text().lower()
    wanted = _direct("requirements.in") | _direct("requirements-dev.in")

    assert {name for name in wanted if name not in text and not name.startswith("types-")} == set()
