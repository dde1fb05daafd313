"""Letters leave escaping to the post office: text is plain, HTML is escaped."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WINGS = ["search", "membership", "magazine", "feedback"]

pytestmark = pytest.mark.static


def test_no_letter_turns_escaping_off() -> None:
    letters = [path for wing in WINGS for path in (ROOT / wing).rglob("letters/*.txt")]

    assert letters
    assert [path.name for path in letters if "autoescape" in path.read_text()] == []
