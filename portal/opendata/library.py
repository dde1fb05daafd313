"""The library of practices as data: which practices, in what order, how new."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Max

from portal.core import made
from portal.norms.models import Change
from portal.opendata.errors import UnknownChoice
from portal.practices.models import PracticePage
from portal.practices.querysets import PracticePageQuerySet
from portal.territories import selectors as territories
from portal.territories.models import Territory
from portal.topics.models import Topic

#: As many practices as are held in memory at once while the library is written out.
_AT_ONCE = 100
_PARTS = (
    *("topics", "costs", "results", "steps", "evidence"),
    *("resolutions__document", "legal_basis__cited"),
)
#: Which face tells what is the same in every language.
_FIRST = {"ky": 0, "ru": 1, "en": 2}

#: The faces of one practice, the Kyrgyz one first.
Faces = list[PracticePage]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The practices somebody asked for, without their texts."""

    keys: list[UUID]
    changed_at: datetime | None
    #: Another one as soon as anything in the answer changes.
    version: str

    def __iter__(self) -> Iterator[Faces]:
        """Practice by practice, a hundred at a time."""
        for start in range(0, len(self.keys), _AT_ONCE):
            yield from _faces(self.keys[start : start + _AT_ONCE])


def shelf(*, topic: str = "", oblast: str = "") -> Shelf:
    """The published practices, the latest first.

    Args:
        topic: slug of a topic.
        oblast: SOATE code of an oblast or a capital.

    Raises:
        UnknownChoice: there is no such topic or oblast.
    """
    found = narrowed(_open(), topic=topic, oblast=oblast)
    rows = list(
        found.order_by()
        .values_list("translation_key")
        .annotate(at=Max("last_published_at"), revision=Max("live_revision_id"))
        .order_by("-at", "translation_key")
    )
    law = Change.objects.aggregate(last=Max("pk"))["last"]
    return Shelf(
        keys=[row[0] for row in rows],
        changed_at=max((row[1] for row in rows if row[1]), default=None),
        version=made.version_of(rows, law),
    )


def narrowed(
    pages: PracticePageQuerySet, *, topic: str = "", oblast: str = ""
) -> PracticePageQuerySet:
    """Keep the practices of a topic and of an oblast; an empty value keeps all.

    Raises:
        UnknownChoice: there is no such topic or oblast.
    """
    if topic:
        pages = pages.filter(topics=topic_called(topic).pk)
    if oblast:
        inside = Territory.objects.inside(oblast_called(oblast).pk)
        pages = pages.filter(territory__in=inside.values("pk"))
    return pages


def topic_called(slug: str) -> Topic:
    """The topic with this slug; raises UnknownChoice."""
    found = Topic.objects.filter(slug=slug).first()
    if found is None:
        raise UnknownChoice("topic")
    return found


def oblast_called(soate: str) -> Territory:
    """The oblast or capital with this code; raises UnknownChoice."""
    found = next((one for one in territories.oblasts() if one.soate == soate), None)
    if found is None:
        raise UnknownChoice("oblast")
    return found


def faces_of(key: UUID) -> Faces:
    """The published faces of one practice; empty when there is none."""
    return next(iter(_faces([key])), [])


def face_in(key: UUID, language: str) -> PracticePage | None:
    """The face in ``language``, or the first there is."""
    faces = faces_of(key)
    same = (face for face in faces if face.locale.language_code == language)
    return next(same, faces[0] if faces else None)


def _open() -> Any:
    return PracticePage.objects.live().public()


def _faces(keys: list[UUID]) -> Iterator[Faces]:
    pages = (
        _open()
        .filter(translation_key__in=keys)
        .select_related("territory__parent__parent", "locale")
        .prefetch_related(*_PARTS)
    )
    place = {key: at for at, key in enumerate(keys)}
    ordered = sorted(
        pages,
        key=lambda page: (
            place[page.translation_key],
            _FIRST.get(page.locale.language_code, len(_FIRST)),
        ),
    )
    for _key, faces in groupby(ordered, key=lambda page: page.translation_key):
        yield list(faces)
