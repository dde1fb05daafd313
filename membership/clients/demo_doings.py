"""What sample members have done, the papers on their cards, and lists the staff come back to."""

from datetime import datetime, timedelta
from random import Random

from django.core.files.base import ContentFile
from wagtail.models import Page

from membership.accounts.models import User
from membership.clients import services
from membership.clients.models import Client, Contact, Office
from membership.clients.services import doings, files
from portal.core import clock, letters

_PAGES = {"practicepage": "practice", "articlepage": "article", "answerpage": "answer"}
_VAIN = [
    "таштанды полигону",
    "детский сад на дому",
    "кароо кызматы",
    "тариф на полив",
    "айыл паркы",
]
_VIEWS = [
    ("Мисал · Пример: ЖӨБ журналсыз · МСУ без журнала", "category=lsg&subscription=none", True),
    ("Мисал · Пример: жазылуусу бүтүп жатат · подписка заканчивается", "subscription=ending", True),
    ("Мисал · Пример: дареги иштебейт · адрес не работает", "address=dead", False),
]
#: The smallest PDF a reader opens: one page with a word on it.
_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R
/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 49>>stream
BT /F1 18 Tf 40 100 Td (Sample / Ulgu) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


def load(random: Random) -> None:
    """Write it once."""
    now = clock.now()
    members = list(Client.objects.exclude(user=None).select_related("user").order_by("pk")[:60])
    for member in members:
        _come(member, random, now)
    _read(members[:40], random, now)
    _proven_by_domain(now)
    staff = User.objects.filter(email="clients@example.kg").first()
    if staff is not None:
        _keep_papers(staff, members[:3], now)
        _keep_lists(staff, now)
    for contact in Contact.objects.filter(channel="email", client__in=members[50:52]):
        doings.note_refusal(
            channel="email", to=contact.value, said="550 5.1.1 User unknown", at=now
        )


def _come(member: Client, random: Random, now: datetime) -> None:
    if member.user_id is None:
        return
    for days in sorted(random.sample(range(1, 90), random.randint(1, 6))):
        doings.note_sign_in(user_id=member.user_id, at=now - timedelta(days=days, hours=days % 7))


def _read(members: list[Client], random: Random, now: datetime) -> None:
    """Notes on those who agreed to them."""
    pages = list(
        Page.objects.live()
        .filter(content_type__model__in=_PAGES)
        .select_related("content_type")
        .order_by("pk")[:60]
    )
    for member in members:
        if not pages or member.user_id is None:
            return
        for page in random.sample(pages, min(len(pages), random.randint(1, 4))):
            doings.note_reading(
                user_id=member.user_id,
                kind=_PAGES[page.content_type.model],
                page_id=page.pk,
                title=page.title,
                url=page.url or "",
                at=now - timedelta(days=random.randint(1, 60)),
            )
        doings.note_empty_search(
            user_id=member.user_id,
            text=random.choice(_VAIN),
            at=now - timedelta(days=random.randint(1, 60)),
        )


def _proven_by_domain(now: datetime) -> None:
    """Two bodies have a domain of their own, and an address there has confirmed an office."""
    offices = Office.objects.verified().exclude(organisation__territory=None)
    for office in offices.select_related("organisation", "client").order_by("pk")[:2]:
        body = office.organisation
        body.email_domain = f"{letters.latin_slug(body.name_ky)[:24].strip('-')}.example.kg"
        body.save(update_fields=["email_domain"])
        address = f"kabyl@{body.email_domain}"
        services.add_contact(
            client_id=office.client_id, channel="email", value=address, proven_at=now
        )
        office.verified_how, office.decision_note = Office.How.DOMAIN, address
        office.decided_by = None
        office.save(update_fields=["verified_how", "decision_note", "decided_by"])


def _keep_papers(staff: User, members: list[Client], now: datetime) -> None:
    titles = ["Мисал: кызматка дайындоо жөнүндө буйрук", "Пример: письмо айыл окмоту", "Мисал: кат"]
    for member, title in zip(members, titles, strict=False):
        file = ContentFile(_PDF, name="ulgu.pdf")
        files.add_file(client_id=member.pk, title=title, file=file, by_user_id=staff.pk, at=now)


def _keep_lists(staff: User, now: datetime) -> None:
    for name, query, is_shared in _VIEWS:
        services.save_view(
            name=name,
            query=query,
            columns="",
            is_shared=is_shared,
            by_user_id=staff.pk,
            at=now,
        )
