"""How people describe themselves to search: only while they agree to it."""

from collections.abc import Iterator

from django.utils import translation

from portal.core.entries import Entry
from portal.people.models import Person
from portal.territories import lineage

KIND = "person"
#: A page for each; further languages show the Russian face.
_FACES = ("ky", "ru")


def entries() -> Iterator[Entry]:
    """Everybody who agrees to be found, in both languages."""
    for person in Person.objects.shown():
        yield from _faces(person)


def entries_of(person_id: int) -> list[Entry]:
    """Those of one person; none when she does not agree, or no longer."""
    agreed = Person.objects.shown().filter(pk=person_id)
    return [entry for person in agreed for entry in _faces(person)]


def entry_ids(person_id: int) -> list[int]:
    """The numbers of her entries, whether they are there or not: one for each face."""
    return [person_id * len(_FACES) + at for at in range(len(_FACES))]


def _faces(person: Person) -> Iterator[Entry]:
    for entry_id, language in zip(entry_ids(person.pk), _FACES, strict=True):
        with translation.override(language):
            yield _face(person, entry_id, language)


def _face(person: Person, entry_id: int, language: str) -> Entry:
    place = person.territory
    return Entry(
        kind=KIND,
        id=entry_id,
        locale=language,
        url=person.get_absolute_url(),
        title=person.name_in(language),
        summary=person.office_in(language),
        twin_key=f"person-{person.pk}",
        territories=lineage.codes_of(place) if place else (),
        place=place.name if place else "",
    )
