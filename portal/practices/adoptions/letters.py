"""Letters to those whose practice is taken over. Each is written in the transaction it tells of.

The author of a submission and the contact of the page are often one person: a letter is keyed by
the adoption, its state and the address, so that nobody is told twice.
"""

from django.conf import settings
from django.utils import translation

from portal.core import mail, sms
from portal.practices.adoptions import selectors
from portal.practices.adoptions.models import Adoption
from portal.practices.adoptions.states import State
from portal.practices.models import PracticePage

_TEMPLATE = "practices/letters/taken_over.txt"


def tell(*, adoption_id: int, name: str, email: str, phone: str, language: str) -> None:
    """Tell a person that her practice was taken over; by text message where there is no e-mail.

    Args:
        language: hers; Kyrgyz where it is neither Kyrgyz nor Russian.
    """
    adoption = Adoption.objects.with_place().get(pk=adoption_id)
    language = language if language in {"ky", "ru"} else "ky"
    page = selectors.practice_of(adoption.practice_key, language)
    address = email.lower() or phone
    if page is None or not address:
        return
    with translation.override(language):
        context = {
            "name": name,
            "adoption": adoption,
            "place": f"{adoption.territory.name}, {adoption.territory.place}".rstrip(", "),
            "title": page.title,
            "url": f"{page.full_url or settings.SITE_URL}#adoption-{adoption.pk}",
        }
    key = f"adoption:{adoption.pk}:{adoption.state}:{address}"
    if email:
        mail.post(to=email, template=_TEMPLATE, language=language, key=key, context=context)
    else:
        subject = mail.subject(_TEMPLATE, language, context)
        sms.post(
            to=phone,
            text=f"{subject} {context['url']}",
            language=language,
            kind="taken_over",
            key=key,
            subject=subject,
        )


def tell_contact(*, adoption_id: int, only_in_use: bool = False) -> None:
    """Tell the contact of the practice, if she agreed to be contacted and has an e-mail address."""
    adoption = Adoption.objects.get(pk=adoption_id)
    if only_in_use and adoption.state != State.IN_USE:
        return
    pages = PracticePage.objects.live().filter(
        translation_key=adoption.practice_key, contact_consent=True
    )
    for page in pages.exclude(contact_email="").select_related("locale").order_by("pk"):
        tell(
            adoption_id=adoption.pk,
            name=page.contact_name,
            email=page.contact_email,
            phone="",
            language=page.locale.language_code,
        )
