"""An entry as rows of the index: texts, terms, facets, pages, hints."""

import hashlib
from collections.abc import Iterator
from typing import Any

from portal.core import letters
from portal.core.entries import Entry
from search import language
from search.models import FacetCombination, Hint, IndexedEntry, IndexedPage

#: Words of one entry that are indexed. A vector of PostgreSQL has an end, and so has patience.
MOST_WORDS = 30_000
#: Words of a title from which it may be begun while typing.
_STARTS = 6
#: Kinds people look for rather than come across.
_WEIGHTS = {"practice": 1.2, "material": 1.1, "topic": 1.1, "page": 0.9, "issue": 0.9}


def columns(entry: Entry) -> dict[str, Any]:
    """The columns of ``IndexedEntry`` beside its name and its facets."""
    body = "\n".join(filter(None, (entry.summary, entry.body, *entry.pages)))
    named = "\n".join(filter(None, (entry.place, *entry.authors)))
    text = f"{named}\n{body}".strip()
    title_exact, title_terms, title_folded = language.read(entry.title, entry.locale)
    body_exact, body_terms, body_folded = language.read(text, entry.locale)
    return {
        "locale": entry.locale,
        "weight": _WEIGHTS.get(entry.kind, 1.0),
        "day": entry.published_on.toordinal() if entry.published_on else 0,
        "version": language.VERSION,
        "published_on": entry.published_on,
        "access": entry.access,
        "url": entry.url[:500],
        "pdf_url": entry.pdf_url[:500],
        "title": letters.tidy(entry.title)[:500],
        "place": entry.place[:200],
        "authors": list(entry.authors),
        "twin_key": entry.twin_key,
        "topics": list(entry.topics),
        "territories": list(entry.territories),
        "summary": letters.tidy(entry.summary),
        "body": letters.tidy(entry.body),
        "title_exact": _joined(title_exact),
        "title_terms": _joined(title_terms),
        "body_exact": _joined(body_exact),
        "body_terms": _joined(body_terms),
        "folded": _joined([*title_folded, *body_folded]),
    }


def _joined(words: list[str]) -> str:
    return " ".join(words[:MOST_WORDS])


def combination(entry: Entry) -> FacetCombination:
    """What a reader may narrow ``entry`` by."""
    places = entry.territories
    values = {
        "kind": entry.kind,
        "locale": entry.locale,
        "year": str(entry.published_on.year) if entry.published_on else "",
        "access": entry.access,
        "oblast": places[-1] if places else "",
        "rayon": places[-2] if len(places) > 1 else "",
        "topics": "".join(f" {slug} " for slug in sorted(set(entry.topics))),
    }
    digest = hashlib.blake2b("\x00".join(values.values()).encode(), digest_size=8).digest()
    return FacetCombination(id=int.from_bytes(digest, "big") >> 1, **values)


def pages(row: IndexedEntry, entry: Entry) -> Iterator[IndexedPage]:
    """A row for each page of the PDF that has text."""
    for number, text in enumerate(entry.pages, start=1):
        terms = {*language.terms(text, entry.locale), *language.folded_terms(text, entry.locale)}
        terms.update(token.word for token in language.tokens(text))
        if terms:
            yield IndexedPage(
                entry=row, number=number, text=letters.tidy(text), terms=" ".join(sorted(terms))
            )


def hints(row: IndexedEntry, entry: Entry) -> Iterator[Hint]:
    """What of ``entry`` is offered while somebody types."""
    own = Hint.Kind.TOPIC if entry.kind == "topic" else Hint.Kind.TITLE
    texts = [(own, entry.title), (Hint.Kind.PLACE, entry.place)]
    texts += [(Hint.Kind.AUTHOR, name) for name in entry.authors]
    for kind, text in texts:
        for key in starts(text):
            yield Hint(entry=row, kind=kind, locale=entry.locale, text=text[:500], key=key)


def starts(text: str) -> Iterator[str]:
    """``text`` folded, from each of its first words on."""
    words = [letters.fold(token.word) for token in language.tokens(text)]
    for at in range(min(len(words), _STARTS)):
        yield " ".join(words[at:])[:60]
