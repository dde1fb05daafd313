"""Every block of a text is drawn and previewed, and none of them loses what it must say."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images.tests.utils import get_test_image_file

from portal.core import prose, tree
from portal.core.blocks.bodies import TextBody
from portal.core.blocks.pictures import PictureBlock
from portal.core.models import Picture
from portal.home.models import HomePage, PlainPage

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    # Wagtail leaves the file it writes a rendition to for the garbage collector to close.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile:ResourceWarning"),
]


@pytest.fixture
def picture():
    return Picture.objects.create(
        title="Каптаж", credit="Айгүл Асанова", file=get_test_image_file(size=(1200, 900))
    )


def described(picture, words="Каптаждын бетон кудугу"):
    return {"image": picture.pk, "decorative": False, "alt_text": words}


def plain_page(body, *, language="ky", slug="kolldonmo", **fields):
    home = HomePage.objects.get(locale__language_code=language)
    page = PlainPage(live=False, title="Колдонмо", slug=slug, body=body, **fields)
    return tree.publish(tree.plant(home, page, language=language, twin=fields.get("twin")))


def raw(kind, value):
    return TextBody().to_python([{"type": kind, "value": value}])


def shown(client, kind, value):
    plain_page(raw(kind, value))
    return client.get("/ky/kolldonmo/").content.decode()


def test_a_key_figure_stands_with_its_unit_and_source(trees, client):
    page = shown(
        client, "key_figure", {"value": "1240", "unit": "үй", "source": "Айыл өкмөтү, 2024"}
    )

    assert "1\u00a0240" in page
    assert "Айыл өкмөтү, 2024" in page


def test_before_and_after_are_bars(trees, client):
    change = {"name": "Суу", "before": "2", "after": "24", "unit": "саат"}

    page = shown(client, "before_after", {"figures": [change], "source": "Журнал"})

    assert page.count('class="bars__line"') == 2
    assert "Журнал" in page


def test_steps_are_an_ordered_list(trees, client):
    page = shown(client, "steps", [{"what": "Жыйын өттү", "when": "март", "who": "", "text": ""}])

    assert '<ol class="steps">' in page


def test_a_table_names_its_rows_and_columns(trees, client):
    table = {
        "caption": "Тариф",
        "columns": [
            {"type": "text", "heading": "Айыл"},
            {"type": "number", "heading": "Сом"},
        ],
        "rows": [{"values": ["Көк-Жар", "12.5"]}],
    }

    page = shown(client, "table", table)

    assert "<caption>Тариф</caption>" in page
    assert '<th scope="row">Көк-Жар</th>' in page
    assert "12,5" in page


def test_a_picture_comes_small_and_with_its_description(trees, client, picture):
    page = shown(client, "picture", {"picture": described(picture), "caption": "Кум-Дөбө"})

    assert 'type="image/avif"' in page
    assert 'alt="Каптаждын бетон кудугу"' in page
    assert 'loading="lazy"' in page
    assert 'width="480"' in page
    assert 'height="360"' in page
    assert "Айгүл Асанова" in page


def test_a_pair_of_pictures_shares_one_frame(trees, client, picture):
    pair = {"before": described(picture), "after": described(picture), "caption": ""}

    page = shown(client, "picture_pair", pair)

    assert page.count('width="360"') == 2
    assert page.count('height="240"') == 2


def test_papers_are_shown_with_kind_and_size(trees, client):
    file = SimpleUploadedFile("token.pdf", b"%PDF-1.4\n" + b"%" * 3000)
    paper = get_document_model().objects.create(title="Токтом", file=file)

    page = shown(client, "documents", {"title": "Алып кетиңиз", "documents": [paper.pk]})

    assert "Токтом" in page
    assert '<span class="file__kind">pdf</span>' in page


def test_related_pages_are_shown_in_the_language_of_the_text(trees, client):
    about = PlainPage.objects.get(slug="about", locale__language_code="ky")
    plain_page(raw("related", {"title": "", "pages": [about.pk]}), language="ru")

    page = client.get("/ru/kolldonmo/").content.decode()

    assert '<a class="row__link" href="/ru/about/" lang="ru">О портале</a>' in page


def test_a_related_page_that_was_taken_down_is_not_shown(trees, client):
    hidden = plain_page(raw("paragraph", "<p>Х</p>"), slug="jashyruun")
    hidden.unpublish()

    page = shown(client, "related", {"title": "", "pages": [hidden.pk]})

    assert "jashyruun" not in page


def test_a_call_leads_to_the_chosen_page(trees, client):
    about = PlainPage.objects.get(slug="contacts", locale__language_code="ky")
    call = {"title": "Тажрыйба барбы?", "text": "", "button": "Жазуу", "page": about.pk}

    page = shown(client, "call_to_action", {**call, "address": ""})

    assert '<a class="button" href="/ky/contacts/">Жазуу</a>' in page


def test_a_call_without_an_aim_or_with_two_is_refused(trees):
    block = TextBody().child_blocks["call_to_action"]
    about = PlainPage.objects.get(slug="contacts", locale__language_code="ky")
    words = {"title": "Тажрыйба", "text": "", "button": "Жазуу"}

    for page, address in ((None, ""), (about, "https://example.kg/")):
        with pytest.raises(ValidationError):
            block.clean(block.normalize({**words, "page": page, "address": address}))


@pytest.mark.parametrize("decorative", [False, True])
def test_a_picture_without_a_description_is_refused(picture, decorative):
    block = PictureBlock()
    silent = {"image": picture, "decorative": decorative, "alt_text": ""}

    with pytest.raises(ValidationError):
        block.clean(block.normalize({"picture": silent, "caption": ""}))


@pytest.mark.parametrize("words", ["Каптаж", "каптаж "])
def test_the_title_of_a_picture_is_no_description(picture, words):
    block = PictureBlock()
    named = {"image": picture.pk, "alt_text": words}

    with pytest.raises(ValidationError):
        block.clean(block.to_python({"picture": named, "caption": ""}))


def test_no_picture_in_a_text_can_be_called_decoration(picture):
    block = PictureBlock().child_blocks["picture"]
    value = block.to_python(described(picture))

    assert list(block.get_form_state(value)) == ["image", "alt_text"]
    assert block.clean(value).contextual_alt_text == "Каптаждын бетон кудугу"


@pytest.mark.parametrize("name", list(TextBody().child_blocks))
def test_every_block_has_a_preview_in_the_admin(trees, client, name):
    user = get_user_model().objects.create_superuser(email="admin@example.kg", password="x")
    client.force_login(user)
    block = TextBody().child_blocks[name]
    stream = PlainPage._meta.get_field("body").stream_block.child_blocks[name]

    response = client.get(reverse("wagtailadmin_block_preview"), {"id": stream.definition_prefix})

    assert response.status_code == 200
    assert "site.css" in response.content.decode()
    assert block.meta.description


def test_search_finds_the_words_of_all_blocks(trees):
    body = TextBody().to_python(
        [
            {"type": "paragraph", "value": "<p>Суу &amp; жарык</p>"},
            {"type": "steps", "value": [{"what": "Жыйын өттү", "when": "", "who": "", "text": ""}]},
        ]
    )

    assert prose.stream_as_plain(body).startswith("Суу & жарык Жыйын өттү")
