"""The admin in Kyrgyz: complete, and nothing lost between a message and its translation."""

import re
from functools import cache
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.utils import translation
from django.utils.translation import gettext, ngettext

from portal.core.catalogues import LIBRARIES, ROOT, WINGS

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
TAG = re.compile(r"<[^>]+>")
WORD = re.compile(r"[^\W\d_]+")
LATIN = re.compile(r"[A-Za-z]")
CYRILLIC = re.compile(r"[А-Яа-яЁёҢңӨөҮү]")
#: Letters of neighbours that look Kyrgyz, and are not.
FOREIGN = re.compile(r"[ӘәҒғҚқҰұІіҺһЎўҲҳЄєЇї]")

#: Of the messages of each of Wagtail's apps. Everything is translated today; a new version of
#: Wagtail may bring a few more before they are.
COVERED = 0.95

Message = tuple[str, str]


@cache
def _entries(path: Path) -> dict[Message, polib.POEntry]:
    if not path.exists():
        return {}
    return {(one.msgctxt or "", one.msgid): one for one in polib.pofile(str(path))}


def _catalogue(folder: Path, language: str, domain: str) -> dict[Message, polib.POEntry]:
    return _entries(folder / language / "LC_MESSAGES" / f"{domain}.po")


def _translated(language: str, domain: str) -> set[Message]:
    return {
        message
        for folder in (*(ROOT / wing / "locale" for wing in WINGS), LIBRARIES)
        for message, entry in _catalogue(folder, language, domain).items()
        if entry.translated()
    }


def _wagtail_folders() -> list[Path]:
    folders = [
        Path(app.path) / "locale"
        for app in apps.get_app_configs()
        if app.module is not None and app.module.__name__.split(".")[0] == "wagtail"
    ]
    return [folder for folder in folders if folder.is_dir()]


def _name(folder: Path) -> str:
    return ".".join(folder.parts[folder.parts.index("wagtail") : -1])


CATALOGUES = [
    (folder, domain)
    for folder in _wagtail_folders()
    for domain in ("django", "djangojs")
    if _catalogue(folder, "en", domain)
]
OURS = [
    entry
    for language in ("ky", "ru")
    for domain in ("django", "djangojs")
    for entry in _catalogue(LIBRARIES, language, domain).values()
]
KYRGYZ = [
    entry
    for domain in ("django", "djangojs")
    for entry in _catalogue(LIBRARIES, "ky", domain).values()
]


def _texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _ends(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


@pytest.mark.parametrize(
    ("folder", "domain"), CATALOGUES, ids=[f"{_name(one)}-{domain}" for one, domain in CATALOGUES]
)
def test_wagtail_speaks_kyrgyz(folder, domain):
    wanted = _catalogue(folder, "en", domain).keys()
    missing = wanted - _translated("ky", domain)

    assert len(missing) <= len(wanted) * (1 - COVERED), sorted(missing)


@pytest.mark.parametrize(
    ("folder", "domain"), CATALOGUES, ids=[f"{_name(one)}-{domain}" for one, domain in CATALOGUES]
)
def test_a_gap_in_russian_does_not_show_kyrgyz(folder, domain):
    """What Russian lacks would come from the site's own language."""
    russian = _catalogue(folder, "ru", domain)
    wanted = _catalogue(folder, "en", domain).keys() & _translated("ky", domain)
    own = {message for message, entry in russian.items() if entry.translated()}

    assert not wanted - own - _translated("ru", domain)


def test_every_message_is_translated_with_one_form_for_all_numbers():
    for entry in KYRGYZ:
        assert entry.translated(), entry.msgid
        assert list(entry.msgstr_plural) == ([0] if entry.msgid_plural else []), entry.msgid


def test_placeholders_and_tags_are_kept():
    for entry in OURS:
        one = sorted(PLACEHOLDER.findall(entry.msgid))
        many = sorted(PLACEHOLDER.findall(entry.msgid_plural))
        for text in _texts(entry):
            found = sorted(PLACEHOLDER.findall(text))
            assert found in ((one, many) if entry.msgid_plural else (one,)), entry.msgid
            assert sorted(TAG.findall(text)) == sorted(TAG.findall(entry.msgid)), entry.msgid
            assert _ends(text) == _ends(entry.msgid), entry.msgid


def test_no_word_mixes_alphabets():
    for entry in OURS:
        for text in _texts(entry):
            plain = PLACEHOLDER.sub(" ", TAG.sub(" ", text))
            for word in WORD.findall(plain):
                assert not (LATIN.search(word) and CYRILLIC.search(word)), (entry.msgid, word)
            assert not FOREIGN.search(plain), entry.msgid


def test_numbers_come_without_a_plural_form():
    with translation.override("ky"):
        for number in (1, 2, 5, 21):
            moved = ngettext(
                "%(num_pages)d page has been moved", "%(num_pages)d pages have been moved", number
            )
            assert moved % {"num_pages": number} == f"{number} барак жылдырылды"


def test_words_of_the_wings_do_not_take_the_place_of_wagtails():
    with translation.override("ky"):
        assert gettext("Name") == "Аты"
        assert gettext("page") == "барак"
        assert gettext("From") == "Кайдан"
