"""Words of choosers follow the language of the screen, whoever came first."""

import pytest
from django.utils import translation
from wagtail.admin.widgets import AdminPageChooser
from wagtail.snippets.widgets import AdminSnippetChooser

from portal.core.content_checks import Finding, where
from portal.news.models import NewsPage
from portal.topics.models import Topic

pytestmark = pytest.mark.django_db


def in_both(words):
    said = []
    for language in ("ky", "ru"):
        with translation.override(language):
            said.append(str(words))
    return said


def test_a_chooser_made_in_one_language_speaks_the_other_too():
    with translation.override("ky"):
        choosers = AdminSnippetChooser(model=Topic), AdminPageChooser(target_models=[NewsPage])

    for chooser in choosers:
        kyrgyz, russian = in_both(chooser.choose_one_text)
        assert kyrgyz != russian
        assert "Выб" in russian


def test_words_given_to_a_chooser_stay():
    chooser = AdminSnippetChooser(model=Topic, choose_one_text="Өзүбүздүкү")

    assert chooser.choose_one_text == "Өзүбүздүкү"


def test_a_finding_leads_to_the_field_where_it_is_mended():
    page = NewsPage(pk=7, title="Жаңылык")

    address = where(page, Finding("…", field="summary"))

    assert address.startswith("/admin/pages/7/edit/#panel-")
    assert "summary" in address
    assert where(page, Finding("…", field="nowhere")) == ""
    assert where(page, Finding("…", url="/elsewhere/")) == "/elsewhere/"
