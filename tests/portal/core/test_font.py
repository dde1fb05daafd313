"""The title face must hold every letter our readers write, and stay cheap for a weak line."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

FONT = Path(__file__).resolve().parents[3] / "portal/static/fonts/literata-title.woff2"
KYRGYZ = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
ENGLISH = "abcdefghijklmnopqrstuvwxyz"
SIGNS = "0123456789 .,:;!?-–—«»„“”‘’…№§%()/+−×°" + "\u00a0"


@pytest.fixture(scope="module")
def font():
    with TTFont(FONT) as opened:
        yield opened


@pytest.mark.parametrize(
    "letters",
    [KYRGYZ, KYRGYZ.upper(), RUSSIAN, RUSSIAN.upper(), ENGLISH, ENGLISH.upper(), SIGNS],
    ids=["ky", "KY", "ru", "RU", "en", "EN", "signs"],
)
def test_title_face_has_every_letter(font, letters):
    missing = [letter for letter in letters if ord(letter) not in font.getBestCmap()]

    assert missing == []


def test_kyrgyz_letters_are_drawn_and_not_borrowed_from_their_neighbours(font):
    names = font.getBestCmap()

    for kyrgyz, neighbour in zip("ңөүҢӨҮ", "ноуНОУ", strict=True):
        own, other = names[ord(kyrgyz)], names[ord(neighbour)]
        assert own != other
        assert font["glyf"][own] != font["glyf"][other]


def test_title_face_weighs_at_most_25_kilobytes():
    assert FONT.stat().st_size <= 25_000


def test_title_face_keeps_kerning_and_tabular_figures(font):
    features = {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
    substitutions = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}

    assert "kern" in features
    assert "tnum" in substitutions
