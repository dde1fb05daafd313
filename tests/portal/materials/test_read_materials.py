"""Materials say whose they are, and are narrowed by kind, topic and language."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from portal.core import demo_files, office_files
from portal.materials.models import MaterialFile, MaterialPage
from portal.topics.models import Topic
from search import services as search
from tests.factories.portal import OrganisationFactory, ProjectFactory, material

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]


def test_the_page_names_the_maker_the_project_and_the_licence(client):
    page = material(project=ProjectFactory(), licence="cc-by")

    shown = client.get(page.url).content.decode()

    assert "Муниципалдык окуу борбору" in shown
    assert "«Күчтүү аймак» долбоору · «Көпүрө» агенттиги" in shown
    assert "https://creativecommons.org/licenses/by/4.0/" in shown


def test_a_file_stands_with_its_kind_and_size(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    page = material()
    content = demo_files.paper("Үлгү", ["Текст"])
    paper = demo_files.kept("Келишим", "a.docx", content)
    MaterialFile.objects.create(page=page, title="Келишим", document=paper)

    shown = client.get(page.url).content.decode()

    assert 'class="file__kind">docx' in shown
    assert "Келишим" in shown


def test_a_video_is_a_link_and_never_a_player(client):
    page = material(kind="video", video_url="https://video.example.kg/1", video_minutes=12)

    shown = client.get(page.url).content.decode()

    assert 'href="https://video.example.kg/1"' in shown
    assert "<iframe" not in shown
    assert "video.example.kg</span>" in shown


def test_the_database_refuses_a_video_without_a_link():
    page = material(kind="video", video_url="https://video.example.kg/1")

    with pytest.raises(IntegrityError), transaction.atomic():
        MaterialPage.objects.filter(pk=page.pk).update(video_url="")


def test_facets_count_what_the_other_choices_leave(client):
    water = Topic.objects.get(slug="water")
    material(kind="guide", topics=[water], material_language="ky")
    material(kind="template", topics=[water], material_language="ru")
    material(kind="template", material_language="ru")

    context = client.get("/ky/materials/?kind=template").context

    kinds, topics, languages = context["facets"]
    assert len(context["rows"]) == 2
    assert [(one.count, one.is_current) for one in kinds.choices] == [(1, False), (2, True)]
    assert [one.count for one in topics.choices] == [1]
    assert [one.count for one in languages.choices] == [2]


@pytest.mark.parametrize("query", ["", "?kind=x", "?topic=%3Cscript%3E", "?lang=ky&page=abc"])
def test_the_list_costs_the_same_however_long_it_is(client, query, django_assert_max_num_queries):
    maker = OrganisationFactory()
    for _number in range(12):
        material(organisation=maker)

    with django_assert_max_num_queries(14):
        answer = client.get(f"/ky/materials/{query}")

    assert answer.status_code == 200


def test_the_page_costs_at_most_fourteen_questions(client, django_assert_max_num_queries):
    page = material(project=ProjectFactory(), topics=list(Topic.objects.all()[:3]))

    with django_assert_max_num_queries(14):
        client.get(page.url)


def test_a_topic_shows_its_materials_and_search_finds_them(client):
    page = material(title="Тариф эсептөө", topics=[Topic.objects.get(slug="water")])

    assert page.title in client.get("/ky/topics/water/").content.decode()
    assert page.entry().kind == "material"
    answer = search.ask("тариф", prefers="ky", kind="material", locale="", page=1, per_page=10)
    assert answer.total == 1


def test_materials_have_a_feed(client):
    page = material()

    answer = client.get("/ky/feeds/materials/")

    assert page.title in answer.content.decode()
    since = answer["Last-Modified"]
    assert (
        client.get("/ky/feeds/materials/", headers={"If-Modified-Since": since}).status_code == 304
    )


def _archive(*names):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


def _judge(name, content):
    file = SimpleUploadedFile(name, content)
    office_files.check(file, kinds=frozenset(office_files.TYPES), name=file.name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<html>"),
        ("a.docx", b"%PDF-1.7"),
        ("a.docx", _archive("[Content_Types].xml", "xl/workbook.xml")),
        ("a.docx", _archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("a.xlsx", b""),
    ],
)
def test_a_paper_that_is_not_what_its_name_says_is_refused(name, content):
    with pytest.raises(ValidationError):
        _judge(name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", demo_files.paper("Т", ["т"])),
        ("a.xlsx", demo_files.sheet([["А"], [1]])),
        ("a.PDF", b"%PDF-1.7"),
        ("a.pptx", _archive("[Content_Types].xml", "ppt/presentation.xml")),
    ],
)
def test_a_true_paper_is_taken(name, content):
    _judge(name, content)
