"""Who holds a verified office says that her municipality takes a practice over, and tells on."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from membership.clients.models import TimelineEntry
from portal.core import clock
from portal.core.models import Letter, Picture
from portal.practices.adoptions.models import Adoption
from tests.factories.membership import (
    ClientFactory,
    OfficeFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.factories.portal import TerritoryFactory, adoption, grow_sections, practice

pytestmark = pytest.mark.django_db

DAY = "2026-03-01"


@pytest.fixture
def water(trees):
    grow_sections()
    return practice(
        title="Суу",
        contact_name="Бакыт Орозалиев",
        contact_email="bakyt@example.kg",
        contact_consent=True,
    )


@pytest.fixture
def home():
    return TerritoryFactory(name_ky="Ак-Талаа айыл аймагы")


def speaker(*places, verified=True, **fields):
    """A member who holds, or says she holds, an office in each of the places."""
    user = UserFactory(proven=True)
    card = ClientFactory(user=user)
    for place in places:
        body = OrganisationFactory(territory=place)
        OfficeFactory(client=card, organisation=body, verified=verified, **fields)
    return user


def form(practice_page):
    return reverse("cabinet:take_over", args=[practice_page.translation_key])


def told(**fields):
    return {"state": "adapting", "since_on": DAY, "changed": "Тариф башкача", **fields}


def photo():
    out = BytesIO()
    Image.new("RGB", (40, 30), "#0d5866").save(out, "JPEG")
    return SimpleUploadedFile("сүрөт.jpg", out.getvalue(), content_type="image/jpeg")


def test_a_verified_member_enters_her_municipality(client, water, home):
    member = speaker(home)
    client.force_login(member)

    answer = client.post(form(water), told(photo=photo()), follow=True)

    entry = Adoption.objects.get()
    assert (entry.territory, entry.by, entry.source) == (home, member, "member")
    assert (entry.state, entry.since_on, entry.changed) == (
        "adapting",
        date(2026, 3, 1),
        "Тариф башкача",
    )
    assert entry.picture is not None
    assert "Рахмат" in answer.content.decode()


def test_it_stands_on_the_kept_page_and_in_her_timeline(
    client, water, home, django_capture_on_commit_callbacks
):
    client.get(water.url)
    member = speaker(home)
    client.force_login(member)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(form(water), told())
    client.logout()

    page = client.get(water.url).content.decode()

    assert home.name_ky in page
    assert "Тариф башкача" in page
    assert TimelineEntry.objects.get(client=member.client, kind="adoption.told").words


@pytest.mark.parametrize("who", ["stranger", "member", "claimant", "former"])
def test_nobody_else_can_enter_it_and_is_told_what_to_do(client, water, home, who):
    yesterday = clock.today() - timedelta(days=1)
    if who != "stranger":
        user = {
            "member": lambda: speaker(),
            "claimant": lambda: speaker(home, verified=False),
            "former": lambda: speaker(home, ends_on=yesterday),
        }[who]()
        client.force_login(user)

    answer = client.post(form(water), told())

    assert not Adoption.objects.exists()
    assert "кызматы тастыкталган киши гана" in answer.content.decode()


def test_her_own_practice_is_not_taken_over(client, water):
    client.force_login(speaker(water.territory))

    answer = client.post(form(water), told())

    assert not Adoption.objects.exists()
    assert "өзүңүздүн муниципалитетиңиздин" in answer.content.decode()


def test_sent_twice_it_is_one_entry_that_she_is_led_to(client, water, home):
    client.force_login(speaker(home))
    client.post(form(water), told())

    again = client.post(form(water), told())

    entry = Adoption.objects.get()
    assert again.url == reverse("cabinet:adoption", args=[entry.pk])
    assert entry.steps.count() == 1


def test_who_speaks_for_two_says_for_which(client, water, home):
    other = TerritoryFactory()
    client.force_login(speaker(home, other))

    missing = client.post(form(water), told())
    client.post(form(water), told(territory=other.pk))

    assert missing.context["form"].errors["territory"]
    assert Adoption.objects.get().territory == other


def test_a_municipality_that_is_not_hers_cannot_be_named(client, water, home):
    client.force_login(speaker(home, TerritoryFactory()))

    answer = client.post(form(water), told(territory=TerritoryFactory().pk))

    assert answer.context["form"].errors["territory"]
    assert not Adoption.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"state": "stopped"}, "reason"),
        ({"state": "sold"}, "state"),
        ({"since_on": "2999-01-01"}, "since_on"),
        ({"since_on": "вчера"}, "since_on"),
        ({"photo": SimpleUploadedFile("a.jpg", b"GIF89a")}, "photo"),
        ({"photo": SimpleUploadedFile("a.jpg", b"\xff\xd8\xff\xe0 nothing more")}, "photo"),
        ({"changed": "ө" * 2001}, "changed"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(client, water, home, wrong, field):
    client.force_login(speaker(home))

    answer = client.post(form(water), told(result="Алты үй", **wrong))

    assert field in answer.context["form"].errors
    assert "Алты үй" in answer.content.decode()
    assert not Adoption.objects.exists()
    assert not Picture.objects.exists()


def test_she_tells_on_and_the_history_stays(client, water, home):
    entry = adoption(water, territory=home)
    client.force_login(speaker(home))

    client.post(reverse("cabinet:adoption", args=[entry.pk]), told(state="in_use", result="140 үй"))

    entry.refresh_from_db()
    assert entry.state == "in_use"
    assert [step.state for step in entry.steps.all()] == ["interested", "in_use"]


def test_a_way_back_is_not_offered(client, water, home):
    entry = adoption(water, territory=home, state="in_use")
    client.force_login(speaker(home))

    answer = client.post(reverse("cabinet:adoption", args=[entry.pk]), told(state="interested"))

    assert answer.context["form"].errors["state"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_entry_of_another_municipality_is_not_found(client, water, home, method):
    entry = adoption(water)
    client.force_login(speaker(home))

    answer = getattr(client, method)(reverse("cabinet:adoption", args=[entry.pk]), told())

    assert answer.status_code == 404
    assert entry.steps.count() == 1


def test_an_unpublished_practice_is_not_found(client, water, home):
    client.force_login(speaker(home))
    water.unpublish()

    assert client.get(form(water)).status_code == 404


def test_the_contact_is_told_once_and_again_when_it_is_in_use(client, water, home):
    entry = adoption(water, territory=home)
    adoption(water, territory=home)
    client.force_login(speaker(home))
    address = reverse("cabinet:adoption", args=[entry.pk])
    client.post(address, told(state="adapting"))
    client.post(address, told(state="in_use"))

    letters = Letter.objects.filter(to="bakyt@example.kg")
    assert letters.count() == 2
    assert all(home.name_ky in letter.text for letter in letters)


def test_without_consent_the_contact_is_left_alone(trees, home):
    grow_sections()
    page = practice(contact_name="Бакыт", contact_email="bakyt@example.kg", contact_consent=False)

    adoption(page, territory=home)

    assert not Letter.objects.exists()


def test_her_room_lists_what_her_municipality_follows(
    client, water, home, django_assert_max_num_queries
):
    member = speaker(home)
    for number in range(6):
        adoption(practice(title=f"Башка {number}"), territory=home)
    client.force_login(member)

    with django_assert_max_num_queries(32):
        room = client.get(reverse("cabinet:room")).content.decode()

    assert all(f"Башка {number}" in room for number in range(6))


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_form_is_there_in_every_language(client, water, home, language):
    client.force_login(speaker(home))
    key = water.translation_key

    assert client.get(f"/{language}/room/adoptions/new/{key}/").status_code == 200
