"""Two cards become one with everything on them, and two again exactly as they were."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.urls import reverse

from membership.clients import selectors, services
from membership.clients.duplicates import merging, relations
from membership.clients.errors import CardsDiffer, MergeCannotBeUndone, MergeUndone
from membership.clients.models import (
    AccessTrace,
    Client,
    DuplicateSuspicion,
    MatchKey,
    Merge,
    Standing,
)
from membership.clients.signals import clients_merged
from membership.subscriptions.models import Term
from tests.factories.membership import (
    ClientFactory,
    InvoiceFactory,
    OfficeFactory,
    OrderFactory,
    OrganisationFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 6, 1, 2, 345678, tzinfo=UTC)
#: The log is never edited, the merge is the record itself, the keys are derived.
_NOT_COMPARED = {AccessTrace, Merge, MatchKey, Standing}


def database():
    """Every row of every table that has a way to a card, and the cards."""
    models = {relation.model for relation in relations.all_relations()} - _NOT_COMPARED
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in {*models, Client}
    }


def consent(card, channel):
    services.record_consent(
        client_id=card.pk, purpose="informing", service="portal", channel=channel, version="1.0",
        language="ky", text="Кат жазсаңыз болот", given_at=NOW,
    )  # fmt: skip


def full_card(body, **fields):
    """A card with something of every kind on it; what is said of both cards stands on both."""
    card = ClientFactory(email="one@mail.kg", **fields)
    services.add_contact(client_id=card.pk, channel="phone", value=f"055500{card.pk:04d}")
    OfficeFactory(client=card, organisation=body)
    OfficeFactory(client=card, role="head")
    by = UserFactory()
    services.write_note(client_id=card.pk, text="Чалуу керек", by_user_id=by.pk, at=NOW)
    services.give_task(client_id=card.pk, text="Чалуу", due_on=NOW.date(), by_user_id=by.pk, at=NOW)
    for channel in ("email", f"ch{card.pk}"):
        consent(card, channel)
    for subject in ("thing:1", f"thing:{card.pk}"):
        services.add_to_timeline(
            client_id=card.pk, kind="event.attended", subject=subject, happened_at=NOW
        )
    card.tags.add("окуу", f"t{card.pk}")
    InvoiceFactory(client=card)
    OrderFactory(subscriber=card)
    TermFactory(client=card)
    return card


def two_cards():
    """Two names apart: only the address speaks for one person."""
    body = OrganisationFactory()
    kept = full_card(body, family_name="Асанова", given_name="Айгүл", position="", language="ky")
    gone = full_card(body, position="Катчы", language="ru", user=UserFactory())
    return kept, gone


def merge(kept, gone, *taken):
    return merging.merge(
        kept_id=kept.pk, gone_id=gone.pk, taken=set(taken), by_user_id=UserFactory().pk, at=NOW
    )


def test_of_every_relation_to_a_card_it_is_known_what_a_merge_does_with_it():
    """A new one-to-one key to clients.Client: say in ``relations.ways`` what becomes of it."""
    assert relations.undecided() == []


def test_everything_moves_and_the_card_that_is_gone_leaves_nothing_behind():
    kept, gone = two_cards()
    other = ClientFactory()
    services.suspect(client_id=gone.pk, other_id=other.pk, reason="name", at=NOW)

    merge(kept, gone)

    left = {r.label for r in relations.all_relations() if r.rows(gone.pk).exists()}
    assert left == set()
    assert kept.invoices.count() == 4
    assert kept.offices.count() == 3
    assert {tag.name for tag in kept.tags.all()} == {"окуу", f"t{kept.pk}", f"t{gone.pk}"}
    assert DuplicateSuspicion.objects.filter(first__in=[kept, other], second__in=[kept, other])


def test_undoing_restores_the_database_exactly():
    kept, gone = two_cards()
    services.suspect(client_id=gone.pk, other_id=ClientFactory().pk, reason="name", at=NOW)
    services.suspect(client_id=gone.pk, other_id=kept.pk, reason="contact", at=NOW)
    before = database()

    done = merge(kept, gone, "language")
    assert database() != before
    merging.undo(merge_id=done.pk, by_user_id=UserFactory().pk, at=NOW)

    assert database() == before


def test_fields_are_chosen_one_by_one_and_empty_ones_are_filled():
    kept, gone = two_cards()

    merge(kept, gone, "language")

    kept.refresh_from_db()
    assert (kept.language, kept.position) == ("ru", "Катчы")
    assert kept.user_id is not None


def test_of_two_accounts_one_is_closed_and_opened_again():
    kept, gone = ClientFactory(user=UserFactory()), ClientFactory(user=UserFactory())
    account = gone.user

    done = merge(kept, gone)
    account.refresh_from_db()
    assert not account.is_active
    merging.undo(merge_id=done.pk, by_user_id=UserFactory().pk, at=NOW)

    account.refresh_from_db()
    assert account.is_active


def test_a_proof_on_the_card_that_goes_is_not_lost():
    kept, gone = ClientFactory(email="one@mail.kg"), ClientFactory(email="one@mail.kg")
    gone.contacts.update(proven_at=NOW)

    merge(kept, gone)

    assert kept.contacts.get().proven_at == NOW


def test_what_was_changed_after_the_merge_stays():
    kept, gone = two_cards()
    done = merge(kept, gone)
    Client.objects.filter(pk=kept.pk).update(position="Төрага")

    merging.undo(merge_id=done.pk, by_user_id=UserFactory().pk, at=NOW)

    kept.refresh_from_db()
    assert kept.position == "Төрага"


def test_a_number_keeps_leading_to_where_the_card_went():
    one, two, three = ClientFactory(), ClientFactory(), ClientFactory()
    merge(two, one)
    second = merge(three, two)

    assert selectors.current_id(one.pk) == selectors.current_id(two.pk) == three.pk
    merging.undo(merge_id=second.pk, by_user_id=UserFactory().pk, at=NOW)
    assert selectors.current_id(one.pk) == two.pk
    assert selectors.current_id(10**9) is None


def test_merges_are_undone_in_their_order():
    one, two, three = ClientFactory(), ClientFactory(), ClientFactory()
    first = merge(two, one)
    merge(three, two)

    with pytest.raises(MergeCannotBeUndone):
        merging.undo(merge_id=first.pk, by_user_id=UserFactory().pk, at=NOW)


def test_a_merge_is_undone_once():
    done = merge(ClientFactory(), ClientFactory())
    merging.undo(merge_id=done.pk, by_user_id=UserFactory().pk, at=NOW)

    with pytest.raises(MergeUndone):
        merging.undo(merge_id=done.pk, by_user_id=UserFactory().pk, at=NOW)


def test_a_person_and_an_organisation_are_never_one():
    with pytest.raises(CardsDiffer):
        merge(ClientFactory(), ClientFactory(organisation_kind=True))


def test_others_are_told():
    kept, gone, heard = ClientFactory(), ClientFactory(), []
    number = gone.pk

    def listen(**fact):
        heard.append((fact["kept_id"], fact["gone_id"]))

    clients_merged.connect(listen)
    merge(kept, gone)
    clients_merged.disconnect(listen)

    assert heard == [(kept.pk, number)]


def test_staff_merge_field_by_field_and_make_two_again(administrator, client):
    kept, gone = two_cards()
    number = gone.pk
    address = reverse("duplicates:compare", args=[kept.pk, gone.pk])

    assert "Катчы" in client.get(address).content.decode()
    client.post(address, {"language": "gone"})
    moved = client.get(reverse("clients:card", args=[number]))
    for screen in ("clients:edit", "clients:enter_consent", "clients:erase", "segments:of_client"):
        led = client.get(reverse(screen, args=[number]))
        assert led["Location"] == reverse(screen, args=[kept.pk]), screen
    assert client.post(reverse("clients:edit", args=[number])).status_code == 404
    assert client.get(reverse("clients:edit", args=[10**9])).status_code == 404
    page = client.get(reverse("duplicates:merges")).content.decode()
    client.post(reverse("duplicates:undo", args=[Merge.objects.get().pk]))

    kept.refresh_from_db()
    assert moved["Location"] == reverse("clients:card", args=[kept.pk])
    assert gone.name in page
    assert kept.language == "ky"
    assert Client.objects.filter(pk=number).exists()
    assert AccessTrace.objects.filter(deed="merged", client=kept).count() == 2


@pytest.mark.parametrize("role", ["manager", "content_administrator", "reviewer"])
def test_only_the_administrator_merges(client, request, role):
    request.getfixturevalue(role)
    kept, gone = ClientFactory(), ClientFactory()

    answer = client.post(reverse("duplicates:compare", args=[kept.pk, gone.pk]))

    assert answer.status_code in {302, 403}
    assert Client.objects.filter(pk=gone.pk).exists()


def test_a_card_is_not_compared_with_itself_or_with_nobody(administrator, client):
    card = ClientFactory()
    itself, nobody = (reverse("duplicates:compare", args=[card.pk, n]) for n in (card.pk, 10**9))

    assert client.get(itself)["Location"] == reverse("clients:card", args=[card.pk])
    assert client.post(itself).status_code == 404
    assert client.get(nobody).status_code == 404


def test_two_cards_no_rule_finds_alike_are_brought_together_by_hand(administrator, client):
    card = ClientFactory(family_name="Асанова", given_name="Айгүл")
    married = ClientFactory(family_name="Бекова", given_name="Айгүл")
    ClientFactory(organisation_kind=True, title="Бекова жана өнөктөштөр")
    finder = reverse("duplicates:other", args=[card.pk])

    led = finder in client.get(reverse("clients:card", args=[card.pk])).content.decode()
    found = client.get(finder, {"q": "бекова"})

    assert led
    assert found.context["found"] == [married]
    assert reverse("duplicates:compare", args=[card.pk, married.pk]) in found.content.decode()
    assert client.get(finder, {"q": "асанова"}).context["found"] == []
    assert AccessTrace.objects.filter(deed="seen", client=married).exists()


def test_before_a_merge_one_sees_what_moves_and_which_account_is_whose(administrator, client):
    kept = ClientFactory(user=UserFactory(email="work@mail.kg", phone=None))
    gone = ClientFactory(user=UserFactory(email="home@mail.kg", phone=None))
    TermFactory.create_batch(2, subscriber=gone)

    page = client.get(reverse("duplicates:compare", args=[kept.pk, gone.pk]))

    moving = dict(page.context["moving"])
    assert moving[str(Term._meta.verbose_name_plural)] == [0, 2]
    assert "work@mail.kg" in page.content.decode()
    assert "home@mail.kg, ни разу не входили" in page.content.decode()


def test_the_screen_of_two_cards_costs_the_same_whatever_hangs_on_them(
    administrator, client, django_assert_max_num_queries
):
    kept, gone = ClientFactory(), ClientFactory()
    TermFactory.create_batch(3, subscriber=gone)

    with django_assert_max_num_queries(25):
        client.get(reverse("duplicates:compare", args=[kept.pk, gone.pk]))


def test_the_walk_sees_all_wings():
    labels = {relation.label for relation in relations.all_relations()}

    assert {"billing.Invoice.client", "subscriptions.Term.subscriber"} <= labels
    assert any(apps.get_model(label.rpartition(".")[0]).__module__.startswith("feedback")
               for label in labels)  # fmt: skip
