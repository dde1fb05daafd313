"""Makers of what members send in. Everything goes through the services, as in life."""

from datetime import UTC, date, datetime
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from feedback.submissions import services
from portal.topics.models import Topic
from tests.factories.membership import ClientFactory, UserFactory
from tests.factories.portal import kok_jar

#: A Monday without holidays after it.
MONDAY = datetime(2026, 3, 9, 9, tzinfo=UTC)

SUBJECT = {
    "language": "ky",
    "title": "Көк-Жарда эски түтүк алмаштырылып, суу күнү-түнү агып калды",
    "village": "Көк-Жар",
    "started_on": date(2024, 3, 1),
    "finished_on": date(2025, 9, 1),
    "outcome": "works",
}
STORY = {
    "problem": "Түтүк 1974-жылы тартылган. Суу күнүнө эки саат келчү.",
    "solution": "Ашар менен траншея казып, жаңы түтүк тарттык.\n\nАр бир үйгө эсептегич койдук.",
    "summary": "Эски түтүк ашар менен алмаштырылды, эсептегич коюлду.",
}
NUMBERS = {
    "results": [{"what": "Суу берилген убакыт", "before": "2", "after": "24", "unit": "саат"}],
    "costs": [{"source": "local_budget", "amount": 240_000_000, "year": 2024, "note": "Түтүк"}],
    "beneficiaries": 1800,
    "beneficiaries_women": 900,
}
PATH = {
    "steps": [{"month": "2024-03-01", "what": "Айыл жыйыны өттү", "who": "Айыл башчысы"}],
    "lessons": "Тарифти курулуштан мурун айтуу керек.",
}
PROOF = {
    "resolutions": [
        {"kenesh": "Көк-Жар айылдык кеңеши", "number": "7-2", "adopted_on": "2024-02-09",
         "subject": "", "link": ""},
    ],
    "contact_name": "Айгүл Асанова",
    "contact_phone": "+996555000000",
    "contact_consent": True,
}  # fmt: skip


def member(**fields):
    """A member with a proven address and her card in the base."""
    user = UserFactory(proven=True, **fields)
    ClientFactory(user=user, given_name="Айгүл", family_name="Асанова", email=user.email)
    return user


def topic(slug="water"):
    """A topic."""
    known = Topic.objects.filter(slug=slug).first()
    titles = {"title_ky": "Ичүүчү суу", "title_ru": "Питьевая вода", "title_en": "Water"}
    position = Topic.objects.count() + 1
    return known or Topic.objects.create(slug=slug, position=position, sign="tap", **titles)


def save(draft, step, at=MONDAY, unfinished=None, **values):
    """Save one page."""
    return services.save_draft(
        submission_id=draft.pk, step=step, values=values, unfinished=unfinished or {}, at=at
    )


def draft(owner=None, at=MONDAY):
    """A draft with nothing in it."""
    owner = owner or member()
    return services.start_draft(owner_id=owner.pk, language="ky", at=at)


def complete_draft(owner=None, at=MONDAY, **subject):
    """A draft that may be sent."""
    begun = draft(owner, at)
    save(begun, "subject", at, territory=kok_jar(), topics=[topic().pk], **{**SUBJECT, **subject})
    save(begun, "story", at, **STORY)
    save(begun, "numbers", at, **NUMBERS)
    save(begun, "path", at, **PATH)
    save(begun, "proof", at, **PROOF)
    begun.refresh_from_db()
    return begun


def sent(owner=None, at=MONDAY, **subject):
    """A submission in review."""
    return services.submit(submission_id=complete_draft(owner, at, **subject).pk, at=at)


def photo(name="каптаж.jpg", size=(64, 48), place=False):
    """A JPEG; ``place=True`` says where it was taken."""
    picture = Image.new("RGB", size, "#3a6f47")
    out = BytesIO()
    exif = Image.Exif()
    if place:
        exif.get_ifd(0x8825)[1] = "N"
        exif[0x010F] = "Phone maker"
        exif[0x8825] = {1: "N", 2: (42.0, 12.0, 0.0)}
    picture.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def paper(name="токтом.pdf", size=200):
    """Something that begins as a PDF does."""
    content = b"%PDF-1.4\n1 0 obj<<>>endobj\n" + b"%" * size + b"\n%%EOF\n"
    return SimpleUploadedFile(name, content, content_type="application/pdf")
