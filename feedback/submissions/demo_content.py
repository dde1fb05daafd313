"""Sample submissions in every state, with evidence made on the spot."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw
from wagtail.models import Page

from feedback.submissions import services
from feedback.submissions.models import Submission
from portal.core import clock
from portal.territories import selectors as territories
from portal.topics import selectors as topics

_DATA = Path(__file__).parent / "demo" / "submissions.yaml"
#: What a row says about how to make the sample, beside the answers themselves.
_DIRECTIONS = ("becomes", "days_ago", "author", "reasons", "checked", "files", "topics")
_PLACES = {"ky": "Көк-Жар кочкор", "ru": "Ивановка"}


def load() -> None:
    """Write, send in and decide what the rows say."""
    people = get_user_model()._default_manager
    members = list(people.filter(is_staff=False).exclude(email="aigul@example.kg").order_by("pk"))
    reviewer = people.filter(email="reviewer@example.kg").first()
    for place, row in enumerate(yaml.safe_load(_DATA.read_text(encoding="utf-8"))):
        author = people.filter(email=row.get("author")).first()
        if author is None and members:
            author = members[place * 3 % len(members)]
        if author is not None and reviewer is not None:
            _tell(row, author.pk, reviewer.pk)


def _tell(row: dict[str, Any], author_id: int, reviewer_id: int) -> None:
    begun_at = _moment(row["days_ago"])
    draft = services.start_draft(owner_id=author_id, language=row["language"], at=begun_at)
    values = {name: value for name, value in row.items() if name not in _DIRECTIONS}
    if draft.territory_id is None:
        values["territory"] = territories.find(_PLACES[row["language"]], limit=1)[0]
    services.save_draft(
        submission_id=draft.pk,
        step="subject",
        values={**values, "topics": topics.ids_of(row["topics"])},
        unfinished={},
        at=begun_at,
    )
    for kind in row.get("files", ()):
        services.add_evidence(submission_id=draft.pk, file=_file(kind, draft.pk), at=begun_at)
    _decide(row, draft, reviewer_id, begun_at + timedelta(hours=1))


def _decide(row: dict[str, Any], draft: Submission, reviewer_id: int, sent_at: datetime) -> None:
    becomes = row["becomes"]
    if becomes == "draft":
        return
    services.submit(submission_id=draft.pk, at=sent_at)
    at = min(sent_at + timedelta(days=6), clock.now())
    if becomes == "withdrawn":
        services.withdraw(submission_id=draft.pk, at=at)
    if becomes in {"returned", "declined"}:
        deed = {"returned": services.return_with_reasons, "declined": services.decline}[becomes]
        deed(
            submission_id=draft.pk,
            reviewer_id=reviewer_id,
            reasons=row["reasons"],
            checked=row["checked"],
            at=at,
        )
    if becomes in {"accepted", "published"}:
        accepted = services.accept(
            submission_id=draft.pk,
            reviewer_id=reviewer_id,
            checked=row["checked"],
            at=at,
            proof_checked_how="document",
        )
        if becomes == "published":
            _publish(accepted)


def _publish(accepted: Submission) -> None:
    page = Page.objects.get(pk=accepted.page_id).specific
    page.is_sample = True
    page.save_revision().publish()


def _moment(days_ago: int) -> datetime:
    day: date = clock.today() - timedelta(days=days_ago)
    return timezone.make_aware(datetime.combine(day, time(10, 20)))


def _file(kind: str, seed: int) -> SimpleUploadedFile:
    if kind == "paper":
        content = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        content += b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        content += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
        content += b"trailer<</Root 1 0 R>>\n%%EOF\n"
        return SimpleUploadedFile("токтом.pdf", content, content_type="application/pdf")
    return SimpleUploadedFile("сүрөт.jpg", _mountains(seed), content_type="image/jpeg")


def _mountains(seed: int) -> bytes:
    """A plain picture in the colours of the site: sky, mountains, pasture."""
    picture = Image.new("RGB", (960, 640), "#faf7f0")
    pen = ImageDraw.Draw(picture)
    for far, colour in enumerate(("#ddd6c8", "#6f9aa2", "#0d5866")):
        peaks = [
            (x * 160, 200 + far * 90 + (x * 73 + seed * 41 + far * 57) % 120) for x in range(7)
        ]
        pen.polygon([(0, 640), *peaks, (960, 640)], fill=colour)
    pen.rectangle((0, 540, 960, 640), fill="#3a6f47")
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()
