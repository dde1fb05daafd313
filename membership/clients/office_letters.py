"""What somebody is told of an office: it waits, is confirmed, is not and why, was handed over."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from membership.clients import selectors
from membership.clients.models import Office
from portal.core import mail, outbox, sms

#: Where a letter leads that is not about the list of her offices.
_LEADS_TO = {"taken": "cabinet:room"}
KIND, HAND_OVER = "clients.tell_of_office", "clients.tell_of_hand_over"


def tell(office_id: int, state: str) -> None:
    """After the commit, tell her of one state, once, if the claim is in it still."""
    outbox.enqueue(KIND, key=f"{office_id}:{state}", office_id=office_id, state=state)


@outbox.handles(KIND)
def write(*, office_id: int, state: str) -> None:
    """Write the letter, or a short message where there is only a phone."""
    office = Office.objects.select_related("client", "organisation").filter(pk=office_id).first()
    if office is None or office.state != state or office.handed_over_at:
        return
    reason = office.decision_note if state == "declined" else ""
    _write(office, office.client_id, state, reason=reason)


def tell_of_hand_over(office_id: int) -> None:
    """After the commit, tell both: whoever gave an office away and whoever took it over."""
    outbox.enqueue(HAND_OVER, key=str(office_id), office_id=office_id)


@outbox.handles(HAND_OVER)
def write_of_hand_over(*, office_id: int) -> None:
    """Who gave what to whom, and what goes with it."""
    known = Office.objects.select_related("client", "organisation", "handed_to__client")
    office = known.filter(pk=office_id).exclude(handed_to=None).first()
    if office is None or office.handed_to is None:
        return
    heir = office.handed_to.client
    _write(office, office.client_id, "given", other=heir.name)
    _write(office, heir.pk, "taken", other=office.client.name)


def _write(office: Office, client_id: int, state: str, **told: str) -> None:
    reader = selectors.recipient(client_id)
    language = "ky" if reader.language == "ky" else "ru"
    template, key = f"clients/letters/office_{state}.txt", f"client-office:{office.pk}:{state}"
    with translation.override(language):
        context = {
            **told,
            "name": reader.name,
            "role": office.get_role_display(),
            "body": office.organisation.name_in(language),
            "days": selectors.office_check_days(),
            "url": settings.SITE_URL + reverse(_LEADS_TO.get(state, "cabinet:offices")),
        }
    if reader.email:
        mail.post(
            to=reader.email,
            template=template,
            language=language,
            key=key,
            context=context,
            notes_links=True,
        )
    elif reader.phone:
        subject = mail.subject(template, language, context)
        sms.post(
            to=reader.phone,
            text=f"{subject} {context['url']}",
            language=language,
            kind=f"office_{state}",
            key=key,
            subject=subject,
        )
