"""What a practice page tells about those who took it over."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from portal.core.models import Picture
from portal.practices.adoptions import drafting, ledger, services
from portal.practices.adoptions.models import Adoption
from portal.practices.errors import AlreadyDescribed, NotInUse
from portal.practices.models import PracticePage
from tests.factories.membership import UserFactory
from tests.factories.portal import TerritoryFactory, adoption, kok_jar, practice, statement

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("sections")]


@pytest.fixture
def water():
    return practice(title="Суу")


def picture(number):
    from io import BytesIO

    out = BytesIO()
    Image.new("RGB", (600, 400), (number, 80, 90)).save(out, "PNG")
    return Picture.objects.create(title="Сүрөт", file=ContentFile(out.getvalue(), f"{number}.png"))


def test_the_page_shows_state_way_words_and_reason(client, water):
    entry = adoption(water, changed="Тариф башкача")
    services.move_adoption(
        adoption_id=entry.pk,
        statement=statement(state="stopped", since_on=date(2026, 5, 1), reason="Булак тартылды"),
        at=entry.recorded_at,
    )

    page = client.get(water.url).content.decode()

    assert "Булак тартылды" in page
    assert f'id="adoption-{entry.pk}"' in page
    assert "Кызыгып жатат: " in page


def test_words_in_another_language_say_so(client, water):
    adoption(water, language="ru", changed="Тариф другой")
    adoption(water, territory=kok_jar(), language="ky", changed="Тариф башкача")

    page = client.get(water.url).content.decode()

    assert '<span lang="ru">Тариф другой</span></p>\n\n\n<p class="small quiet">орусча' in page
    assert page.count("орусча") == 1


def test_staff_words_stay_with_staff(client, water):
    adoption(water, source="heard", heard_from="Асан, 0555 000000", note="Чалуу")

    page = client.get(water.url).content.decode()

    assert "Асан" not in page
    assert "Чалуу" not in page


def test_what_was_taken_out_is_gone_from_the_page(client, water):
    entry = adoption(water, changed="Ката киргизилген")
    services.withdraw_adoption(adoption_id=entry.pk, by_id=None, at=entry.recorded_at)

    assert "Ката киргизилген" not in client.get(water.url).content.decode()


def test_the_map_counts_by_oblast_and_the_list_says_the_same(client, water):
    place = kok_jar()
    oblast = place.parent.parent
    oblast.soate = "41704000000000"
    oblast.save()
    adoption(water, territory=place)
    adoption(water, territory=TerritoryFactory(parent=place.parent))

    found = ledger.of_page(water)

    assert found.oblasts == {"41704000000000": (oblast.name, 2, found.lines[0].id)}
    assert oblast.name in client.get(water.url).content.decode()


@pytest.mark.parametrize("number", [1, 12])
def test_the_ledger_costs_the_same_however_long_it_is(water, number, django_assert_max_num_queries):
    for at in range(number):
        adoption(water, picture_id=picture(at).pk)
    page = PracticePage.objects.get(pk=water.pk)
    page.get_url_parts()

    with django_assert_max_num_queries(2 + 3):
        lines = ledger.of_page(page).lines

    assert len(lines) == number


def test_a_page_grows_out_of_an_adoption_in_use(water):
    entry = adoption(water, state="in_use", changed="Тариф", result="140 үй")
    editor = UserFactory()

    page_id = drafting.draft_from_adoption(
        adoption_id=entry.pk, by_id=editor.pk, at=entry.recorded_at
    )

    page = PracticePage.objects.get(pk=page_id)
    assert not page.live
    assert (page.origin, page.territory) == (water, entry.territory)
    assert page.solution == "<p>Тариф</p><p>140 үй</p>"
    with pytest.raises(AlreadyDescribed):
        drafting.draft_from_adoption(adoption_id=entry.pk, by_id=editor.pk, at=entry.recorded_at)


def test_what_is_not_in_use_becomes_no_page(water):
    entry = adoption(water, state="adapting")

    with pytest.raises(NotInUse):
        drafting.draft_from_adoption(adoption_id=entry.pk, by_id=1, at=entry.recorded_at)


def test_a_published_descendant_enters_the_ledger_once(client, water):
    place = TerritoryFactory()
    page = practice(title="Экинчи", origin=water, territory=place)
    page.save_revision().publish()

    entry = Adoption.objects.get()
    assert (entry.practice_key, entry.territory, entry.state) == (
        water.translation_key,
        place,
        "in_use",
    )
    assert page.title in client.get(water.url).content.decode()
    assert water.title in client.get(page.url).content.decode()


def test_what_the_municipality_told_before_stays_as_it_is(water):
    entry = adoption(water, state="interested")

    practice(title="Экинчи", origin=water, territory=entry.territory)

    assert Adoption.objects.get().state == "interested"


def test_a_practice_does_not_grow_out_of_itself(water):
    from django.core.exceptions import ValidationError

    water.origin = water

    with pytest.raises(ValidationError):
        water.clean()
