"""What somebody is told of the office she named: it waits, it is confirmed, it is not and why."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from membership.clients import selectors
from membership.clients.models import Office
from portal.core import mail, outbox, sms

KIND = "clients.tell_of_office"


def tell(office_id: int, state: str) -> None:
    """After the commit, tell her of one state, once, if the claim is in it still."""
    outbox.enqueue(KIND, key=f"{office_id}:{state}", office_id=office_id, state=state)


@outbox.handles(KIND)
def write(*, office_id: int, state: str) -> None:
    """Write the letter, or a short message where there is only a phone."""
    office = Office.objects.select_related("client", "organisation").filter(pk=office_id).first()
    if office is None or office.state != state or office.handed_over_at:
        return
    reader = selectors.recipient(office.client_id)
    language = "ky" if reader.language == "ky" else "ru"
    template, key = f"clients/letters/office_{state}.txt", f"client-office:{office_id}:{state}"
    with translation.override(language):
        context = {
            "name": reader.name,
            "role": office.get_role_display(),
            "body": office.organisation.name_in(language),
            "reason": office.decision_note if state == "declined" else "",
            "url": settings.SITE_URL + reverse("cabinet:offices"),
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
        text = f"{mail.subject(template, language, context)} {context['url']}"
        sms.post(to=reader.phone, text=text, language=language, kind=f"office_{state}", key=key)
