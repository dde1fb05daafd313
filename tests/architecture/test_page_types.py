"""Every page type says where it may stand, how it looks and how it is looked at beforehand."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models

pytestmark = pytest.mark.django_db

#: Whoever hangs a section below a home page names it as the parent: higher wings do, too.
OPEN_BELOW = {"HomePage"}
TYPES = [one for one in get_page_models() if one is not Page and one.is_creatable]


def _troubles(page_type: Any) -> Iterator[str]:
    own = [one for one in page_type.__mro__ if one not in Page.__mro__]
    for rule in ("parent_page_types", "subpage_types"):
        is_open = rule == "subpage_types" and page_type.__name__ in OPEN_BELOW
        if not is_open and not any(rule in vars(one) for one in own):
            yield f"no {rule}"
    try:
        get_template(page_type.template)
    except TemplateDoesNotExist:
        yield f"no template {page_type.template}"
    if not page_type.preview_modes.fget(page_type()):
        yield "no preview"
    if not page_type.get_page_description():
        yield "no description for whoever chooses a type"


def _blocks(block: Any) -> Iterator[Any]:
    yield from getattr(block, "child_blocks", {}).values()


@pytest.mark.parametrize("page_type", TYPES, ids=lambda one: one.__name__)
def test_a_page_type_is_complete(page_type: Any) -> None:
    assert list(_troubles(page_type)) == []


@pytest.mark.parametrize("page_type", TYPES, ids=lambda one: one.__name__)
def test_every_block_an_editor_chooses_has_a_preview_and_a_description(page_type: Any) -> None:
    streams = [one for one in page_type._meta.get_fields() if isinstance(one, StreamField)]
    blocks = [block for stream in streams for block in _blocks(stream.stream_block)]

    without = [
        block.name for block in blocks if not block.is_previewable or not block.get_description()
    ]

    assert without == []


def test_a_type_without_rules_template_and_preview_is_found() -> None:
    class Careless:
        template = "nowhere/careless.html"
        preview_modes = property(lambda self: [])
        get_page_description = staticmethod(lambda: "")

    assert len(list(_troubles(Careless))) == 5
