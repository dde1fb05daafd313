"""What accounts, events and practices announce becomes cards and lines on them."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import document_served

from membership.accounts.signals import contact_verified, registration_answered
from membership.clients import office_letters, selectors, services
from membership.clients.services import doings
from membership.clients.signals import (
    client_opened,
    clients_imported,
    clients_merged,
    consents_changed,
    merge_undone,
    office_claimed,
    office_declined,
    office_ended,
    office_handed_over,
    office_verified,
)
from membership.organisations.signals import bodies_go
from portal.core import clock
from portal.core.signals import letter_refused, letter_sent, page_read
from portal.events import signals as events
from portal.practices.signals import adoption_moved, adoption_recorded, kit_downloaded
from portal.territories.signals import act_performed, act_taken_back
from search.signals import nothing_found


@receiver(bodies_go, dispatch_uid="clients.drop_claims")
def drop_claims(*, body_ids: list[int], **_: Any) -> None:
    """What was merely claimed in a body goes with it; a confirmed office keeps it."""
    services.drop_claims(body_ids=body_ids)


@receiver(contact_verified, dispatch_uid="clients.open_card")
def open_card(*, user_id: int, **_: Any) -> None:
    """Whoever has proven a contact gets a card."""
    services.open_card(user_id=user_id, at=clock.now())


@receiver(registration_answered, dispatch_uid="clients.take_answers")
def take_answers(*, user_id: int, answered_at: datetime, names_office: bool, **_: Any) -> None:
    """What a person says about herself stands on her card."""
    services.take_answers(user_id=user_id, at=answered_at, names_office=names_office)


@receiver(client_opened, dispatch_uid="clients.note_confirmed")
def note_confirmed(*, client_id: int, **_: Any) -> None:
    """Whoever registers has answered the invitation."""
    services.note_confirmed(client_id=client_id, at=clock.now())


@receiver(
    [office_verified, office_declined, office_ended, act_performed, act_taken_back],
    dispatch_uid="clients.forget_kept_pages",
)
def forget_kept_pages(**_: Any) -> None:
    """Badges of confirmed offices stand on kept pages; an act may end bodies with their offices."""
    services.forget_kept_pages()


@receiver([office_claimed, office_verified, office_declined], dispatch_uid="clients.tell_of_office")
def tell_of_office(*, office_id: int, signal: Any, **_: Any) -> None:
    """Whoever named an office is told that it waits, is confirmed, or is not and why."""
    state = {office_claimed: "waiting", office_verified: "verified"}.get(signal, "declined")
    office_letters.tell(office_id, state)


@receiver(office_handed_over, dispatch_uid="clients.tell_of_hand_over")
def tell_of_hand_over(*, office_id: int, **_: Any) -> None:
    """Both hear who took over from whom."""
    office_letters.tell_of_hand_over(office_id)


@receiver(events.registration_confirmed, dispatch_uid="clients.note_registration")
def note_registration(*, registration_id: int, confirmed_at: datetime, **__: Any) -> None:
    """Whoever has a place at an event has it on her card."""
    services.note_visit(
        registration_id=registration_id,
        kind="event.registered",
        title=_("Has a place at the event"),
        at=confirmed_at,
    )


@receiver(events.registration_waiting, dispatch_uid="clients.note_waiting")
def note_waiting(*, registration_id: int, registered_at: datetime, **__: Any) -> None:
    """Who waits for a place has that on her card."""
    services.note_visit(
        registration_id=registration_id,
        kind="event.waiting",
        title=_("Waits for a place at the event"),
        at=registered_at,
    )


@receiver(events.registration_cancelled, dispatch_uid="clients.note_cancellation")
def note_cancellation(*, registration_id: int, cancelled_at: datetime, **__: Any) -> None:
    """A place given back."""
    services.note_visit(
        registration_id=registration_id,
        kind="event.cancelled",
        title=_("Gave back the place at the event"),
        at=cancelled_at,
    )


@receiver(events.attended, dispatch_uid="clients.note_attendance")
def note_attendance(*, registration_id: int, attended_at: datetime, **__: Any) -> None:
    """Who was there has that on her card."""
    services.note_visit(
        registration_id=registration_id,
        kind="event.attended",
        title=_("Took part in the event"),
        at=attended_at,
    )


@receiver(events.attendance_withdrawn, dispatch_uid="clients.withdraw_attendance")
def withdraw_attendance(*, registration_id: int, at: datetime, **__: Any) -> None:
    """A mark of attendance was a mistake."""
    services.withdraw_visit(registration_id=registration_id, kind="event.attended", at=at)


@receiver(events.list_seen, dispatch_uid="clients.note_list_seen")
def note_list_seen(
    *, registration_ids: list[int], by_user_id: int, at: datetime, **__: Any
) -> None:
    """Names on a list are personal data too."""
    services.note_list_seen(registration_ids=registration_ids, by_user_id=by_user_id, at=at)


@receiver(kit_downloaded, dispatch_uid="clients.count_kit")
def count_kit(*, user_id: int, practice_id: int, downloaded_at: datetime, **_: Any) -> None:
    """What a client took away from a practice stands on her timeline."""
    services.note_kit(user_id=user_id, practice_id=practice_id, at=downloaded_at)


@receiver([adoption_recorded, adoption_moved], dispatch_uid="clients.note_adoption")
def note_adoption(*, step_id: int, told_at: datetime, **_: Any) -> None:
    """What a member told about a practice in her municipality stands on her timeline."""
    services.note_adoption(step_id=step_id, at=told_at)


@receiver(user_logged_in, dispatch_uid="clients.note_sign_in")
def note_sign_in(*, user: Any, **_: Any) -> None:
    """A visit stands on the timeline, once a day."""
    doings.note_sign_in(user_id=user.pk, at=clock.now())


@receiver(page_read, dispatch_uid="clients.note_reading")
def note_reading(
    *, user_id: int, page_id: int, kind: str, title: str, url: str, read_at: datetime, **_: Any
) -> None:
    """What a member reads, if she agreed to it."""
    doings.note_reading(
        user_id=user_id, kind=kind, page_id=page_id, title=title, url=url, at=read_at
    )


@receiver(document_served, dispatch_uid="clients.note_download")
def note_download(*, instance: Any, request: Any, **_: Any) -> None:
    """What a member takes from the library of files, if she agreed to it."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        doings.note_download(
            user_id=user.pk, document_id=instance.pk, title=instance.title, at=clock.now()
        )


@receiver(nothing_found, dispatch_uid="clients.note_empty_search")
def note_empty_search(*, user_id: int, text: str, searched_at: datetime, **_: Any) -> None:
    """What a member looked for in vain, if she agreed to it."""
    doings.note_empty_search(user_id=user_id, text=text, at=searched_at)


@receiver(letter_sent, dispatch_uid="clients.note_letter")
def note_letter(
    *,
    letter_id: int,
    channel: str,
    to: str,
    subject: str,
    is_told: bool,
    sent_at: datetime,
    **_: Any,
) -> None:
    """What was sent to a client; letters of signing in say nothing of her."""
    if is_told:
        doings.note_letter(letter_id=letter_id, channel=channel, to=to, subject=subject, at=sent_at)


@receiver(letter_refused, dispatch_uid="clients.note_refusal")
def note_refusal(*, channel: str, to: str, said: str, refused_at: datetime, **_: Any) -> None:
    """An address nobody is at."""
    doings.note_refusal(channel=channel, to=to, said=said, at=refused_at)


@receiver(consents_changed, dispatch_uid="clients.forget_notes")
def forget_notes(*, client_id: int, **_: Any) -> None:
    """What stood on a consent goes with it."""
    doings.forget_notes(client_id=client_id)


@receiver(post_save, sender="clients.Client", dispatch_uid="clients.keep_standing")
def keep_standing(*, instance: Any, raw: bool = False, **_: Any) -> None:
    """A card that is saved moves the figures in the same transaction."""
    if not raw:
        services.keep_seen(client_ids=[instance.pk])
        services.keep_standings(client_ids=[instance.pk], today=clock.today())


@receiver(consents_changed, dispatch_uid="clients.keep_standing_of_consent")
def keep_standing_of_consent(*, client_id: int, **_: Any) -> None:
    """A consent may be all that makes a client known to the Portal."""
    services.keep_standings(client_ids=[client_id], today=clock.today())


@receiver(post_save, sender=settings.AUTH_USER_MODEL, dispatch_uid="clients.keep_standing_of_user")
def keep_standing_of_account(
    *, instance: Any, created: bool, update_fields: Any = None, **_: Any
) -> None:
    """A sign-in and a closed account change who is active."""
    if created or (update_fields and not {"last_login", "is_active"} & set(update_fields)):
        return
    client_id = selectors.client_id_of(instance.pk)
    if client_id is not None:
        services.keep_seen(client_ids=[client_id])
        services.keep_standings(client_ids=[client_id], today=clock.today())


@receiver([clients_merged, merge_undone], dispatch_uid="clients.keep_standings_of_both")
def keep_standings_of_both(*, kept_id: int, gone_id: int, **_: Any) -> None:
    """What moved from card to card moves the figures."""
    services.keep_seen(client_ids=[kept_id, gone_id])
    services.keep_standings(client_ids=[kept_id, gone_id], today=clock.today())


@receiver(clients_imported, dispatch_uid="clients.keep_standings_of_sheet")
def keep_standings_of_sheet(*, sheet_id: int, **_: Any) -> None:
    """Cards changed in bulk announce nothing for themselves; new ones are counted as they come."""
    services.follow_cards(client_ids=selectors.cards_changed_by_sheet(sheet_id))


@receiver(pre_delete, sender="clients.Client", dispatch_uid="clients.forget_standing")
def forget_standing(*, instance: Any, **_: Any) -> None:
    """A card that goes takes its share of the figures away."""
    services.forget_standings(client_ids=[instance.pk])
