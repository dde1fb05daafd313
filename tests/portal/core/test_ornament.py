"""Ornaments are the same on every machine, safe in a page and allowed by a strict policy."""

import xml.etree.ElementTree as ET

import pytest

from portal.core import ornament

LONG = "Административдик-аймактык реформа: айыл өкмөттөр кантип биригип, эл эмнени сурап жатат"


def test_the_same_seed_gives_the_same_cover():
    first = ornament.cover(number="5 (176)", theme="Ичүүчү суу", seed="176")

    assert first == ornament.cover(number="5 (176)", theme="Ичүүчү суу", seed="176")
    assert first != ornament.cover(number="5 (176)", theme="Ичүүчү суу", seed="177")


@pytest.mark.parametrize("seed", [f"issue-{number}" for number in range(40)])
def test_every_cover_is_sound_without_inline_styles(seed):
    drawn = ornament.cover(number="5 (176)", theme=LONG, seed=seed, when="Май 2026")

    root = ET.fromstring(drawn)
    assert root.get("aria-hidden") == "true"
    assert all("style" not in element.attrib for element in root.iter())
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert " ".join(texts[3:]) == LONG
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_a_theme_cannot_break_out_of_the_picture():
    drawn = ornament.cover(number="<1>", theme='</text><script>alert("1")</script>')

    assert "<script" not in drawn
    ET.fromstring(drawn)


def test_a_cover_is_cheap():
    assert len(ornament.cover(number="5 (176)", theme=LONG).encode()) < 12_000


def test_neighbouring_fields_exchange_their_felts():
    felt = ornament.FELTS[0]
    drawn = ornament.carpet(seed="a", columns=2, rows=1, size=16, felt=felt)

    assert drawn.count(f'h-16z" fill="{felt.ground}"') == 1
    assert drawn.count(f'h-16z" fill="{felt.figure}"') == 1


def test_a_rosette_takes_the_colours_of_the_page():
    assert "currentColor" in ornament.rosette("empty")
    assert "#" not in ornament.rosette("empty").replace('href="#', "")
