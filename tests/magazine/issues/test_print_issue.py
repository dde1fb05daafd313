"""The whole issue as a PDF."""

from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest

from magazine.issues import printing, services
from magazine.issues.models import IssuePdf
from portal.core import clock, outbox
from portal.core.models import OutboxEntry
from tests.factories.magazine import SECRET, article, issue

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOON = datetime(2026, 10, 28, 12, 0, 5, tzinfo=UTC)


def words_of(content):
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage() for page in document]
        return [page.get_text_bounded().replace("\r\n", " ") for page in pages]
    finally:
        document.close()


def names_kept():
    storage = IssuePdf._meta.get_field("file").storage
    folders, _ = storage.listdir("")
    return set(storage.listdir("magazine")[1]) if "magazine" in folders else set()


@pytest.mark.parametrize(("language", "contents"), [("ky", "Бул санда"), ("ru", "В этом номере")])
def test_pdf_holds_cover_contents_and_articles(october, language, contents):
    face = october if language == "ky" else issue("ru", twin=october)
    article(face, title="Суунун баасы")

    pages = words_of(printing.render(face))

    assert contents in pages[1]
    assert "Суунун баасы" in pages[1]
    assert "1694-7053" in pages[-1]
    assert SECRET in " ".join(pages)


def test_articles_stand_on_the_pages_that_the_contents_name(october):
    article(october, first_page=4, last_page=5)
    article(october, first_page=17, last_page=18, title="Акыркы макала")

    pages = words_of(printing.render(october))

    place = next(at for at, text in enumerate(pages) if at > 1 and "Акыркы макала" in text)
    assert "17" in pages[place]


def test_words_cannot_become_code_of_the_form(october):
    title = '#panic("x") *жылдыз* $x$ @y \\'
    article(october, title=title)

    assert '#panic("x")' in " ".join(words_of(printing.render(october)))


def test_a_published_issue_is_printed_by_the_worker(closed_article, october, monkeypatch):
    later = clock.now() + timedelta(minutes=3)
    monkeypatch.setattr(clock, "now", lambda: later)

    outbox.drain()

    assert IssuePdf.objects.get(issue=october).made_at == later


def test_all_publications_of_a_minute_are_printed_at_once(october):
    OutboxEntry.objects.all().delete()

    for seconds in (0, 20, 50):
        services.ask_for_pdf(issue_id=october.pk, at=NOON + timedelta(seconds=seconds))
    services.ask_for_pdf(issue_id=october.pk, at=NOON + timedelta(seconds=60))

    assert OutboxEntry.objects.filter(kind=services.PDF_KIND).count() == 2


def test_a_new_pdf_takes_the_place_of_the_former(
    october, closed_article, django_capture_on_commit_callbacks
):
    before = names_kept()

    for _ in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            services.make_pdf(issue_id=october.pk)

    name = IssuePdf.objects.get(issue=october).file.name
    assert names_kept() - before == {name.removeprefix("magazine/")}


def test_printing_an_issue_that_is_gone_changes_nothing(october):
    october.unpublish()

    services.make_pdf(issue_id=october.pk)
    services.make_pdf(issue_id=10_000)

    assert not IssuePdf.objects.exists()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>жөнөкөй</p>", [("жөнөкөй", False, False)]),
        (
            "<p>а <b>б <i>в</i></b></p>",
            [("а ", False, False), ("б ", True, False), ("в", True, True)],
        ),
        (
            '<p><a linktype="page" id="3">шилтеме</a> &amp;</p>',
            [("шилтеме", False, False), (" &", False, False)],
        ),
    ],
)
def test_rich_text_becomes_pieces_of_one_style(source, expected):
    found = [(run["text"], run["bold"], run["italic"]) for run in printing.runs(source)]

    assert found == expected
