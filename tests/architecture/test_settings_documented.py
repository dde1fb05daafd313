"""Settings and their description agree."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r"""env\.\w+\(\s*["']([A-Z_]+)["']""")

pytestmark = pytest.mark.static


def _read_by_settings() -> set[str]:
    return {
        name
        for path in (ROOT / "portal" / "settings").rglob("*.py")
        for name in READ.findall(path.read_text())
    }


def _described() -> set[str]:
    return set(re.findall(r"^# ([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def test_every_variable_that_is_read_is_described() -> None:
    assert _read_by_settings() - _described() == set()


def test_nothing_is_described_that_nobody_reads() -> None:
    assert _described() - _read_by_settings() == {"DJANGO_SETTINGS_MODULE", "POSTGRES_PASSWORD"}
