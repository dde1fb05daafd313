"""Editors keep the ledger of adoptions in the admin."""

import pytest
from django.urls import reverse
from wagtail.log_actions import registry

from membership.accounts.models import User
from portal.core import clock, content_checks, roles
from portal.practices.adoptions.drafting import draft_from_adoption
from portal.practices.adoptions.models import Adoption
from portal.practices.models import PracticeIndexPage, PracticePage
from tests.factories.membership import UserFactory
from tests.factories.portal import TerritoryFactory, adoption, practice

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("sections")]

HEARD = {"language": "ru", "heard_from": "Асан, телефон 0555", "since_on": "2026-02-10"}


def chosen(place):
    """A municipality typed and picked, as the finder sends it."""
    name = place.name_ru
    return {"territory": name, "territory_asked": name, "territory_chosen": place.pk}


def staff(client, role) -> User:
    user = UserFactory()
    user.groups.add(roles.group(role))
    client.force_login(user)
    return user


@pytest.fixture(params=[roles.CONTENT_ADMINISTRATOR, roles.CLIENT_ADMINISTRATOR])
def editor(request, client):
    return staff(client, request.param)


@pytest.fixture
def water():
    return practice(title="Суу жаңыланды")


def test_what_was_heard_by_phone_is_entered_and_logged(client, editor, water):
    place = TerritoryFactory()

    answer = client.post(
        reverse("adoptions:add"),
        {"practice": water.pk, **chosen(place), "state": "in_use", **HEARD},
    )

    entry = Adoption.objects.get()
    assert answer.url == reverse("adoptions:inspect", args=[entry.pk])
    assert (entry.source, entry.by, entry.heard_from) == ("heard", editor, "Асан, телефон 0555")
    assert [log.action for log in registry.get_logs_for_instance(entry)] == [
        "practices.adoption_recorded"
    ]


def test_without_a_source_nothing_is_entered(client, editor, water):
    given = {"practice": water.pk, **chosen(TerritoryFactory()), "state": "in_use"}

    answer = client.post(reverse("adoptions:add"), {**given, **HEARD, "heard_from": ""})

    assert answer.context["form"].errors["heard_from"]
    assert not Adoption.objects.exists()


def test_a_refusal_of_the_ledger_is_said_in_words(client, editor, water):
    entry = adoption(water)
    given = {"practice": water.pk, **chosen(entry.territory), "state": "in_use"}

    answer = client.post(reverse("adoptions:add"), {**given, **HEARD})

    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()


def test_the_entry_is_told_on_and_taken_out(client, editor, water):
    entry = adoption(water)
    move, out = (reverse(f"adoptions:{deed}", args=[entry.pk]) for deed in ("move", "withdraw"))

    client.post(move, {"state": "adapting", **HEARD})
    client.post(out)

    entry.refresh_from_db()
    assert entry.state == "adapting"
    assert entry.withdrawn_at is not None
    assert client.get(move).status_code == 404
    assert client.get(reverse("adoptions:inspect", args=[entry.pk])).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"state": "in_use"},
        {"source": "heard"},
        {"q": "Кок-жар"},
        {"q": "суу"},
        {"q": "%'\"(", "state": "zzz"},
        {"oblast": "999999", "taken_out": "true"},
    ],
)
def test_the_list_is_filtered_and_cheap(
    client, editor, water, query, django_assert_max_num_queries
):
    for _number in range(8):
        adoption(water)

    with django_assert_max_num_queries(28):
        answer = client.get(reverse("adoptions:index"), query)

    assert answer.status_code == 200


def test_the_list_finds_a_municipality_in_any_spelling(client, editor, water):
    adoption(water)
    adoption(water, territory=TerritoryFactory(name_ky="Орток айыл аймагы", name_ru="Орток"))

    page = client.get(reverse("adoptions:index_results"), {"q": "кок жар"}).content.decode()

    assert "Кок-Жарский" in page
    assert "Орток" not in page


def test_an_editor_begins_a_page_from_an_adoption(client, water):
    staff(client, roles.CONTENT_ADMINISTRATOR)
    index = PracticeIndexPage.objects.get(locale__language_code="ky")
    for language in ("ky", "ru"):
        library = PracticeIndexPage.objects.get(locale__language_code=language)
        roles.grant_pages(roles.CONTENT_ADMINISTRATOR, library, "add", "change")
    entry = adoption(water, state="in_use", changed="Тариф")

    answer = client.post(reverse("adoptions:draft", args=[entry.pk]))
    again = client.get(reverse("adoptions:draft", args=[entry.pk]))

    page = PracticePage.objects.child_of(index).get(origin=water)
    assert answer.url == again.url == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_who_adds_no_pages_begins_none(client, water):
    staff(client, roles.CLIENT_ADMINISTRATOR)
    entry = adoption(water, state="in_use")

    client.post(reverse("adoptions:draft", args=[entry.pk]))

    assert not PracticePage.objects.exclude(origin=None).exists()


@pytest.mark.parametrize("deed", ["move", "withdraw"])
def test_a_manager_reads_and_changes_nothing(client, water, deed):
    staff(client, roles.MANAGER)
    entry = adoption(water)

    assert client.get(reverse("adoptions:inspect", args=[entry.pk])).status_code == 200
    client.post(reverse(f"adoptions:{deed}", args=[entry.pk]), {"state": "in_use", **HEARD})

    entry.refresh_from_db()
    assert (entry.state, entry.withdrawn_at) == ("interested", None)


def test_a_reviewer_does_not_see_the_ledger(client, water):
    staff(client, roles.REVIEWER)

    assert client.get(reverse("adoptions:index")).status_code in {302, 403}


def test_a_practice_that_others_follow_is_not_deleted(client, water):
    client.force_login(User.objects.create_superuser(email="chief@example.kg", password="x"))
    entry = adoption(water)
    delete = reverse("wagtailadmin_pages:delete", args=[water.pk])

    refused = client.get(client.get(delete).url).content.decode()
    client.post(delete)
    kept = PracticePage.objects.filter(pk=water.pk).exists()
    entry.withdrawn_at = entry.recorded_at
    entry.save()
    client.post(delete)

    assert "«Суу жаңыланды»: 1" in refused
    assert kept
    assert not PracticePage.objects.filter(pk=water.pk).exists()


def test_a_page_begun_from_the_ledger_tells_its_own_story_before_it_goes_out(client, water):
    entry = adoption(water, state="in_use")
    drafted = draft_from_adoption(adoption_id=entry.pk, by_id=UserFactory().pk, at=clock.now())
    page = PracticePage.objects.get(pk=drafted)

    held = {one.field for one in content_checks.findings(page) if one.stops}
    page.title, page.problem, page.beneficiaries = "Ашар менен", "<p>Суу жок болчу.</p>", 400
    free = [one for one in content_checks.findings(page) if one.stops]
    page.save_revision().publish()
    page.problem = ""
    page.beneficiaries = None
    page.save()

    assert held == {"title", "problem", "results"}
    assert not free
    shown = client.get(page.url).content.decode()
    for heading in ("Көйгөй", "Натыйжа", "Ким жазды"):
        assert f"<h2>{heading}" not in shown
