"""The frame of every page: addresses in all languages, forms, menus, signs."""

import re
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.utils import formats, translation

from portal.core import catalogue

SPRITE = Path(settings.BASE_DIR) / "portal/static/signs/signs.svg"


class Question(forms.Form):
    """One field of each manner."""

    name = forms.CharField(label="Аты", help_text="Толук аты-жөнү")
    about = forms.ChoiceField(choices=[("a", "А"), ("b", "Б")], widget=forms.RadioSelect)
    extra = forms.CharField(required=False)
    agreed = forms.BooleanField(label="Макул")
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_catalogue_shows_every_component_in_both_languages(client, db, language):
    answer = client.get("/dev/components/", {"in": language})

    assert answer.status_code == 200
    text = answer.content.decode()
    assert f'<html lang="{language}">' in text
    assert 'style="' not in text
    assert "<script>" not in text


def test_the_catalogue_includes_every_shared_component(client, db):
    folder = Path(settings.BASE_DIR) / "portal/templates/components"
    text = (
        Path(settings.BASE_DIR) / "portal/core/templates/core/dev/components.html"
    ).read_text() + "".join(path.read_text() for path in folder.glob("*.html"))
    text += (Path(settings.BASE_DIR) / "portal/templates/base.html").read_text()
    text += (Path(settings.BASE_DIR) / "portal/core/sections.py").read_text()
    text += (
        Path(settings.BASE_DIR) / "portal/practices/templates/practices/map_sample.html"
    ).read_text()
    text += (Path(settings.BASE_DIR) / "portal/home/templates/home/map_sample.html").read_text()
    beyond = {"page_breadcrumbs.html"}

    unseen = [
        path.name
        for path in folder.glob("*.html")
        if f"components/{path.name}" not in text and path.name not in beyond
    ]

    assert unseen == []


def test_every_sign_of_a_topic_is_in_the_sprite_and_a_file_of_its_own():
    symbols = {one.get("id") for one in ET.parse(SPRITE).getroot()}

    assert set(catalogue.SIGNS) <= symbols
    assert all((SPRITE.parent / f"{sign}.svg").exists() for sign in catalogue.SIGNS)
    assert "style=" not in SPRITE.read_text()


def test_a_wrong_form_names_its_errors_twice_and_ties_them_to_the_fields():
    with translation.override("ky"):
        html = str(Question({"about": "z"}))

    assert re.search(r'class="error-summary" role="alert" tabindex="-1"', html)
    assert '<a href="#id_name">Аты: Бул жерди толтуруңуз.</a>' in html
    assert '<a href="#id_about_0">' in html
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert "милдеттүү эмес" in html


def test_help_stands_between_label_and_field():
    html = str(Question())

    assert html.index('for="id_name"') < html.index("id_name_helptext") < html.index('name="name"')
    assert html.count('name="hidden"') == 1


def test_an_unknown_address_answers_in_the_language_of_the_reader(client, db):
    answer = client.get("/ru/net-takoy/")

    assert answer.status_code == 404
    assert "Такой страницы нет" in answer.content.decode()


def test_the_head_names_the_page_in_every_language(client, db):
    text = client.get("/ky/search/").content.decode()

    for code in ("ky", "ru", "en"):
        assert f'hreflang="{code}" href="http://testserver/{code}/search/"' in text
    assert 'hreflang="x-default" href="http://testserver/ky/search/"' in text
    assert '<link rel="canonical" href="http://testserver/ky/search/">' in text


@pytest.mark.parametrize(
    ("language", "written"),
    [("ky", "2026-жылдын 22-ноябры"), ("ru", "22 ноября 2026 года")],
)
def test_dates_are_written_as_people_say_them(language, written):
    with translation.override(language):
        assert formats.date_format(date(2026, 11, 22), "DATE_FORMAT") == written


def test_steps_are_counted_in_words():
    with translation.override("ky"):
        html = Template('{% include "components/progress.html" with step=3 total=5 only %}').render(
            Context()
        )

    assert "3-кадам, баары 5" in html
    assert html.count("currentColor") == 3
