"""A copy of everything that is kept about a member: asked for here, made by the worker."""

import io
import json
import zipfile
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from membership.accounts import selectors as accounts
from membership.cabinet.models import DataCopy
from membership.cabinet.selectors import person_of
from portal.core import clock, daily, mail, outbox, privacy, sms
from portal.core.privacy import Section

KIND = "cabinet.make_copy"
GOOD_FOR = timedelta(days=7)
#: A copy asked for so lately is the one that is meant again.
_SAME_WITHIN = timedelta(hours=1)


@transaction.atomic
def ask(*, user_id: int, language: str, at: datetime) -> DataCopy:
    """Ask for a copy; asked again within the hour, it is the same one."""
    lately = DataCopy.objects.filter(user=user_id, asked_at__gt=at - _SAME_WITHIN)
    if known := lately.first():
        return known
    spoken = "ky" if language == "ky" else "ru"
    copy = DataCopy.objects.create(
        user_id=user_id, language=spoken, asked_at=at, good_until=at + GOOD_FOR
    )
    outbox.enqueue(KIND, key=str(copy.pk), copy_id=copy.pk)
    return copy


def to_fetch(*, user_id: int, copy_id: int, at: datetime) -> DataCopy | None:
    """A copy that may be fetched: hers, made, and not too old."""
    ready = DataCopy.objects.filter(user=user_id, made_at__isnull=False, good_until__gt=at)
    return ready.exclude(file="").filter(pk=copy_id).first()


@outbox.handles(KIND, reaches_outside=True)
def make(*, copy_id: int) -> None:
    """Write the file and tell its owner; harmless when repeated or when she is gone."""
    copy = DataCopy.objects.filter(pk=copy_id, made_at=None).first()
    if copy is None:
        return
    at = clock.now()
    with translation.override(copy.language):
        sections = privacy.collect(person_of(copy.user_id))
        content = _packed(sections, at)
    with transaction.atomic():
        copy = DataCopy.objects.select_for_update().get(pk=copy_id)
        if copy.made_at:
            return
        copy.made_at = at
        copy.file.save(f"{copy.pk}.zip", ContentFile(content), save=False)
        copy.save(update_fields=["made_at", "file"])
        _tell(copy)


def _packed(sections: list[Section], at: datetime) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", _as_json(sections, at))
        archive.writestr("data.html", _as_html(sections, at))
        if style := finders.find("cabinet/copy.css"):
            archive.write(str(style), "copy.css")
    return target.getvalue()


def _as_json(sections: list[Section], at: datetime) -> str:
    tables = {
        part.code: {
            "title": part.title,
            "headings": dict(part.columns),
            "rows": [dict(zip(dict(part.columns), row, strict=True)) for row in part.rows],
        }
        for part in sections
    }
    whole: dict[str, Any] = {"portal": settings.SITE_URL, "made_at": at, "tables": tables}
    return json.dumps(whole, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)


def _as_html(sections: list[Section], at: datetime) -> str:
    context = {"sections": sections, "made_at": at, "language": translation.get_language()}
    return render_to_string("cabinet/copy.html", context)


def _tell(copy: DataCopy) -> None:
    proven = dict(accounts.proven_contacts(copy.user_id))
    with translation.override(copy.language):
        url = settings.SITE_URL + reverse("cabinet:my_data")
    context = {"url": url, "good_until": copy.good_until}
    template, key = "cabinet/letters/copy_ready.txt", f"cabinet.copy:{copy.pk}"
    if "email" in proven:
        mail.post(
            to=proven["email"], template=template, language=copy.language, key=key, context=context
        )
    elif "phone" in proven:
        text = f"{mail.subject(template, copy.language, context)} {url}"
        sms.post(to=proven["phone"], text=text, language=copy.language, kind="copy", key=key)


@daily.jobs.named("cabinet.forget_copies")
def forget_old(day: date) -> None:
    """Delete copies that nobody can fetch any more."""
    old = DataCopy.objects.filter(good_until__lt=clock.start_of(day))
    with transaction.atomic():
        privacy.delete_files([(copy.file.storage, str(copy.file.name)) for copy in old])
        old.delete()
