"""Every pair of colours that carries text is readable, in the light and in the dark theme."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[3] / "portal/static/css/tokens.css"
BODY = [("ink", "paper"), ("ink", "felt")]
TEXT = [
    *[
        (text, ground)
        for text in ("grey", "blue", "blue-deep", "red", "red-deep", "green")
        for ground in ("paper", "felt")
    ],
    ("blue", "blue-felt"),
    ("blue-deep", "blue-felt"),
    ("red", "red-felt"),
    ("blue", "red-felt"),
    ("red-deep", "red-felt"),
    ("green", "green-felt"),
    ("grey", "blue-felt"),
    ("grey", "red-felt"),
    ("on-colour", "blue"),
    ("on-colour", "blue-deep"),
    ("on-colour", "red"),
    ("on-colour", "red-deep"),
    ("ink", "mark"),
]
NOTICES = [("ink", f"{name}-felt") for name in ("blue", "red", "green", "apricot")]
SHAPES = [("edge", "paper"), ("focus", "paper"), ("focus", "felt"), ("blue", "paper")]


def themes():
    sheet = re.sub(r"/\*.*?\*/", "", TOKENS.read_text(encoding="utf-8"), flags=re.DOTALL)
    light_part, dark_part = sheet.split("(prefers-color-scheme: dark)")
    pattern = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")
    light = dict(pattern.findall(light_part))
    return {"light": light, "dark": {**light, **dict(pattern.findall(dark_part))}}


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(theme, pair):
    one, other = sorted((luminance(themes()[theme][name]) for name in pair), reverse=True)
    return (one + 0.05) / (other + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("pair", BODY + NOTICES, ids="/".join)
def test_running_text_has_seven_to_one(theme, pair):
    assert contrast(theme, pair) >= 7


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("pair", TEXT, ids="/".join)
def test_other_text_has_four_and_a_half_to_one(theme, pair):
    assert contrast(theme, pair) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("pair", SHAPES, ids="/".join)
def test_edges_of_fields_and_focus_have_three_to_one(theme, pair):
    assert contrast(theme, pair) >= 3


def test_only_the_tokens_name_colours():
    folder = TOKENS.parent
    others = [
        path for path in folder.rglob("*.css") if path.name not in {"tokens.css", "print.css"}
    ]

    named = [path.name for path in others if re.search(r"#[0-9a-f]{3,8}\b", path.read_text())]

    assert named == []
