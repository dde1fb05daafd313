"""What a reader takes away: files to fill in, all of them in one ZIP, two pages to print."""

import io
import zipfile
from datetime import date

import docx
import openpyxl
import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from membership.clients.models import TimelineEntry
from portal.core import tree
from portal.norms import services as norms
from portal.norms.models import Norm
from portal.practices import sheet
from portal.practices.models import KitFile, LegalBasis
from tests.factories.membership import ClientFactory, UserFactory
from tests.factories.portal import practice

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("sections")]


def word(text="Долбоор"):
    paper, out = docx.Document(), io.BytesIO()
    paper.add_paragraph(text)
    paper.save(out)
    return out.getvalue()


def table():
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def document(content, name):
    made = get_document_model().objects.create(title=name, file=ContentFile(content, name=name))
    made.get_file_size()
    return made


def with_kit(**fields):
    page = practice(live=False, **fields)
    page.kit_files = [
        KitFile(kind="resolution", title="Токтомдун долбоору", document=document(word(), "a.docx")),
        KitFile(kind="estimate", title="Смета", document=document(table(), "b.xlsx")),
    ]
    return tree.publish(page)


def archive_of(client, page):
    response = client.get(f"/ky/kit/{page.pk}/all.zip")
    assert response["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(response.content))


def test_the_page_offers_every_file_with_its_kind_and_size(client):
    page = with_kit()

    shown = client.get(page.url).content.decode()

    assert "Токтомдун долбоору" in shown
    assert f"/ky/kit/{page.pk}/all.zip" in shown
    assert f"/ky/kit/{page.pk}/sheet.pdf" in shown
    assert "docx" in shown
    assert "xlsx" in shown
    assert 'class="file__size"' in shown


def test_the_zip_holds_the_files_as_they_are_and_a_page_of_contents(client):
    page = with_kit(title="Таза суу <ар бир> үйгө")

    archive = archive_of(client, page)

    assert archive.namelist() == [
        "00-index.html",
        "00-sheet.pdf",
        "01-resolution.docx",
        "02-estimate.xlsx",
    ]
    contents = archive.read("00-index.html").decode()
    assert "Таза суу &lt;ар бир&gt; үйгө" in contents
    assert "Токтомдун долбоору" in contents
    assert page.full_url in contents
    assert "https://creativecommons.org/licenses/by/4.0/" in contents
    assert 'lang="ky"' in contents
    paper = docx.Document(io.BytesIO(archive.read("01-resolution.docx")))
    assert paper.paragraphs[0].text == "Долбоор"


def test_one_file_is_named_by_what_it_is(client):
    page = with_kit()
    file = page.kit_files.get(kind="estimate")

    response = client.get(f"/ky/kit/{page.pk}/{file.pk}/")

    assert response["Content-Disposition"] == 'attachment; filename="02-estimate.xlsx"'


def test_the_zip_is_packed_once_for_a_version(client, monkeypatch):
    page = with_kit()
    first = archive_of(client, page).read("00-index.html")
    monkeypatch.setattr("portal.practices.kit._pack", lambda *_: pytest.fail("packed again"))

    assert archive_of(client, page).read("00-index.html") == first


def test_publishing_anew_makes_a_new_zip(client):
    page = with_kit()
    archive_of(client, page)
    page.title = "Жаңы аталыш"
    tree.publish(page)

    assert "Жаңы аталыш" in archive_of(client, page).read("00-index.html").decode()


def test_who_has_this_version_gets_nothing_twice(client):
    page = with_kit()
    etag = client.get(f"/ky/kit/{page.pk}/all.zip")["ETag"]

    response = client.get(f"/ky/kit/{page.pk}/all.zip", headers={"If-None-Match": etag})

    assert response.status_code == 304


@pytest.mark.parametrize(
    "rest",
    ["{pk}/99999/", "{pk}/0/", "999999/all.zip", "9" * 40 + "/sheet.pdf", "{pk}/" + "9" * 30 + "/"],
)
def test_what_is_not_there_is_not_found(client, rest):
    page = with_kit()

    assert client.get(f"/ky/kit/{rest.format(pk=page.pk)}").status_code == 404


def test_a_draft_and_a_page_of_another_language_give_nothing(client):
    draft = practice(live=False)
    page = with_kit()

    assert client.get(f"/ky/kit/{draft.pk}/sheet.pdf").status_code == 404
    assert client.get(f"/ru/kit/{page.pk}/all.zip").status_code == 404


def test_a_file_of_another_practice_is_not_reached_through_this_one(client):
    page, other = with_kit(), with_kit()

    assert client.get(f"/ky/kit/{page.pk}/{other.kit_files.first().pk}/").status_code == 404


def test_a_practice_without_files_has_a_sheet_and_no_zip(client):
    page = practice()

    assert client.get(f"/ky/kit/{page.pk}/all.zip").status_code == 404
    assert client.get(f"/ky/kit/{page.pk}/sheet.pdf").status_code == 200
    assert "all.zip" not in client.get(page.url).content.decode()


LONG = "<p>" + "Айыл өкмөтү сууну жеткирди жана элге отчет берди. " * 160 + "</p>"


@pytest.mark.parametrize("texts", [{}, dict.fromkeys(("problem", "solution", "lessons"), LONG)])
def test_the_sheet_has_two_pages_however_long_the_texts_are(texts):
    page = practice(title="Өңүр: сууну үнөмдөө", summary="Ичүүчү суу түнү-күнү", **texts)

    with pypdfium2.PdfDocument(sheet.render(page)) as paper:
        assert len(paper) == 2
        text = paper[0].get_textpage().get_text_range()

    assert "Өңүр: сууну үнөмдөө" in text.replace("\r\n", " ")
    assert "Ичүүчү суу түнү-күнү" in text


def test_the_sheet_names_a_contact_only_with_consent():
    contact = {"contact_name": "Бакыт Орозалиев"}

    def words(page):
        with pypdfium2.PdfDocument(sheet.render(page)) as paper:
            return "".join(part.get_textpage().get_text_range() for part in paper)

    assert "Бакыт" not in words(practice(**contact))
    assert "Бакыт" in words(practice(**contact, contact_consent=True))


def test_the_sheet_tells_when_a_norm_it_cites_has_changed():
    law = Norm.objects.create(slug="water", title_ky="«Суу жөнүндө» мыйзам", title_ru="Закон")
    page = practice(live=False)
    page.legal_basis = [LegalBasis(cited=law)]
    page = tree.publish(page)
    before = sheet.version(page)

    norms.mark(
        norm_id=law.pk, status="void", happened_on=date(2026, 11, 1), at=page.last_published_at
    )

    page = type(page).objects.get(pk=page.pk)
    assert sheet.version(page) != before
    with pypdfium2.PdfDocument(sheet.render(page)) as paper:
        text = paper[1].get_textpage().get_text_range()
    assert "күчүн жоготкон күнү: 2026-жылдын 1-ноябры" in " ".join(text.split())


def test_a_download_of_a_member_is_on_her_timeline_once_a_day(client):
    page, user = with_kit(title="Таза суу"), UserFactory()
    card = ClientFactory(user=user)
    client.force_login(user)

    for _time in range(2):
        client.get(f"/ky/kit/{page.pk}/all.zip")
    client.get(f"/ky/kit/{page.pk}/sheet.pdf")

    entry = TimelineEntry.objects.get(client=card, kind="practice.kit")
    assert entry.title["ru"].endswith("Таза суу")


def test_a_look_at_the_headers_is_no_download(client):
    page, user = with_kit(), UserFactory()
    ClientFactory(user=user)
    client.force_login(user)

    client.head(f"/ky/kit/{page.pk}/all.zip")

    assert not TimelineEntry.objects.filter(kind="practice.kit").exists()


def test_a_reader_without_an_account_leaves_no_trace(client):
    client.get(f"/ky/kit/{with_kit().pk}/all.zip")

    assert not TimelineEntry.objects.filter(kind="practice.kit").exists()


def macros():
    out = io.BytesIO(word())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    return out.getvalue()


def huge():
    out = io.BytesIO(word())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/zero", b"\0" * (201 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00 an executable", "a.docx"),
        (b"PK\x03\x04 broken", "a.docx"),
        (word(), "a.xlsx"),
        (table(), "b.docx"),
        (b"%PDF-1.4\n%%EOF", "c.pdf"),
        (macros(), "d.docx"),
        (huge(), "e.docx"),
        (b"", "f.docx"),
    ],
)
def test_a_file_that_cannot_be_filled_in_or_trusted_is_refused(content, name):
    file = KitFile(
        practice=practice(), kind="other", title="Файл", document=document(content, name)
    )

    with pytest.raises(ValidationError) as refused:
        file.full_clean()
    assert "document" in refused.value.message_dict


@pytest.mark.parametrize(("content", "name"), [(word(), "a.docx"), (table(), "B.XLSX")])
def test_office_files_are_accepted(content, name):
    file = KitFile(
        practice=practice(), kind="other", title="Файл", document=document(content, name)
    )

    file.full_clean()
