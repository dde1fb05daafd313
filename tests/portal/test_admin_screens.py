"""Every admin screen of the portal's rooms opens and saves, in Russian."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import NoReverseMatch, reverse
from wagtail.admin.admin_url_finder import finder_classes

from portal.core import roles
from portal.practices.models import PracticeIndexPage
from portal.territories import services as territories
from portal.territories.models import Territory
from tests.factories.portal import event, grow_sections, news_item, practice

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def admin(trees, client):
    grow_sections()
    user = get_user_model().objects.create_superuser(email="admin@example.kg", password="x")
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    "query", [{}, {"level": "city"}, {"state": "awaiting"}, {"state": "superseded"}, {"q": "Көк"}]
)
def test_the_register_is_listed_and_filtered(admin, query, django_assert_max_num_queries):
    territories.load_register()

    with django_assert_max_num_queries(25):
        response = admin.get("/admin/snippets/territories/territory/", query)

    assert response.status_code == 200
    assert "шаары" in response.content.decode() or "айыл аймагы" in response.content.decode()


def test_the_register_is_filtered_by_oblast(admin):
    territories.load_register()
    naryn = Territory.objects.get(soate="41704000000000")

    page = admin.get("/admin/snippets/territories/territory/", {"oblast": naryn.pk})

    assert "Кочкорский район" in page.content.decode()
    assert "Сокулукский район" not in page.content.decode()


def test_a_kyrgyz_name_is_corrected_and_marked_as_checked(admin):
    territories.load_register()
    unit = Territory.objects.get(soate="41702205805000")
    address = f"/admin/snippets/territories/territory/edit/{unit.pk}/"
    fields = admin.get(address).context["form"].initial

    admin.post(
        address,
        {
            **{name: "" if value is None else value for name, value in fields.items()},
            "name_ky": "Ак-Булуң айылдык аймагы",
            "name_ky_checked": "on",
            "succeeded_by-TOTAL_FORMS": 0,
            "succeeded_by-INITIAL_FORMS": 0,
            "figures-TOTAL_FORMS": 0,
            "figures-INITIAL_FORMS": 0,
        },
    )

    unit.refresh_from_db()
    assert unit.name_ky_checked
    assert "булун" in unit.search_key


@pytest.mark.parametrize("model", ["territories/universe", "topics/topic"])
def test_snippets_are_listed(admin, model):
    assert admin.get(f"/admin/snippets/{model}/").status_code == 200


def test_a_practice_is_edited_on_tabs_in_russian(admin):
    page = practice()

    shown = admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "Деньги по источникам" in shown
    assert "Подтверждения" in shown


def test_new_pages_can_be_begun(admin):
    index = PracticeIndexPage.objects.get(locale__language_code="ky")

    address = reverse("wagtailadmin_pages:add", args=["practices", "practicepage", index.pk])

    assert admin.get(address).status_code == 200


def test_news_and_events_are_edited(admin):
    from django.utils import timezone

    for page in (news_item(), event(starts_at=timezone.now())):
        assert admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_the_content_administrator_edits_the_tree(trees, client):
    grow_sections()
    user = get_user_model().objects.create_user(email="content@example.kg", password="x")
    user.is_staff = True
    user.save()
    user.groups.add(roles.group(roles.CONTENT_ADMINISTRATOR))
    client.force_login(user)
    page = practice()

    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert response.status_code == 200
    for files in ("wagtailimages:index", "wagtailimages:add_multiple", "wagtaildocs:index"):
        assert client.get(reverse(files)).status_code == 200


def test_every_row_that_reports_link_to_has_an_address():
    """A link to a form that is not there would take the whole site history down."""
    without = []
    for finder in list(finder_classes.values_by_class.values()):
        name = getattr(finder, "edit_url_name", None)
        if name and not _resolves(name):
            without.append(name)

    assert without == []


def _resolves(name):
    try:
        return bool(reverse(name, args=("1",)))
    except NoReverseMatch:
        return False
