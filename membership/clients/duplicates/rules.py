"""When two cards look like one client, and how surely. Pure: no database.

Offices share mailboxes and families share phones, so a contact alone is never more than a hint;
names are common, so a name needs a place. What decides is written in docs/client-base.md.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import DamerauLevenshtein

from membership.clients.models import DuplicateSuspicion

Reason, Certainty = DuplicateSuspicion.Reason, DuplicateSuspicion.Certainty
_PERSON = "person"
#: Words that stand in names and name nobody.
_NO_NAMES = {"уулу", "кизи", "угли", "огли"}
_VOWELS = str.maketrans("", "", "аоиу")
_KINDS_OF_BODY = {"аилокмоту", "окмоту", "коомдук", "оо", "оф", "осоо", "мекеме", "муниципалдик"}
_MALE_ENDS, _FEMALE_ENDS = ("ов", "ин", "ович"), ("ова", "ина", "овна")
#: A word of so many letters may have one of them wrong.
_LONG_WORD = 5
#: Family name, given name, patronymic.
_FULL = 3


@dataclass(frozen=True, slots=True)
class Face:
    """What of a card is compared."""

    id: int
    kind: str
    words: tuple[str, ...]
    place: int | None
    contacts: frozenset[str]
    body: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Two cards look like one client."""

    certainty: int
    reason: str


def words_of(search_key: str) -> tuple[str, ...]:
    """The words of a name, in one order whatever they were typed in."""
    return tuple(sorted(word for word in search_key.split() if word not in _NO_NAMES))


def contact_key(channel: str, value: str) -> str:
    """A contact so that two ways to the same mailbox are one."""
    if channel != "email":
        return f"{channel}:{value[-9:]}"
    name, _at, host = value.partition("@")
    name = name.partition("+")[0]
    if host in {"gmail.com", "googlemail.com"}:
        name, host = name.replace(".", ""), "gmail.com"
    return f"email:{name}@{host}"


def keys(face: Face) -> set[int]:
    """Numbers that two cards of one client are likely to share."""
    return {_number(text) for text in _texts(face)}


def _texts(face: Face) -> Iterator[str]:
    yield from face.contacts
    if face.kind != _PERSON:
        if face.body:
            yield f"body:{face.body}"
        if face.place:
            yield f"title:{face.place}:{' '.join(_title(face.words))}"
        return
    bones = sorted({_bones(word) for word in face.words if len(word) > 1})[:5]
    if face.place:
        yield from (f"name:{face.place}:{a}:{b}" for a, b in combinations(bones, 2))
        if len(bones) == 1 and len(face.words) > 1:
            yield f"name:{face.place}:{bones[0]}"
    if len(bones) >= _FULL:
        yield f"full:{':'.join(bones)}"


@lru_cache(maxsize=50_000)
def _bones(word: str) -> str:
    """The consonants of a word: vowels are what people hear and type differently."""
    return word[0] + word[1:].translate(_VOWELS)


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), signed=True)


def _title(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in _KINDS_OF_BODY]


def judge(one: Face, other: Face) -> Verdict | None:
    """What to think of two cards; None when nothing speaks for one client."""
    if one.kind != other.kind:
        return None
    shared = bool(one.contacts & other.contacts)
    if one.kind != _PERSON:
        return _judge_bodies(one, other, shared)
    likeness = likeness_of(one.words, other.words)
    if shared:
        if likeness in {"same", "within", "close"}:
            return Verdict(Certainty.CERTAIN, Reason.BOTH)
        return Verdict(Certainty.POSSIBLE, Reason.CONTACT)
    if likeness in {"", "part"}:
        return None
    return _judge_namesakes(one, other, likeness)


def _judge_namesakes(one: Face, other: Face, likeness: str) -> Verdict | None:
    full = min(len(one.words), len(other.words)) >= _FULL
    if one.place and one.place == other.place:
        if likeness == "same":
            return Verdict(Certainty.LIKELY, Reason.NAME)
        return Verdict(Certainty.LIKELY if full else Certainty.POSSIBLE, Reason.ALIKE)
    unknown = one.place is None or other.place is None
    return Verdict(Certainty.POSSIBLE, Reason.NOWHERE) if unknown and full else None


def _judge_bodies(one: Face, other: Face, shared: bool) -> Verdict | None:
    if one.body and one.body == other.body:
        return Verdict(Certainty.CERTAIN, Reason.BODY)
    if one.body and other.body:
        return None
    same = _title(one.words) == _title(other.words) and bool(_title(one.words))
    if same and shared:
        return Verdict(Certainty.CERTAIN, Reason.BOTH)
    if same and one.place and one.place == other.place:
        return Verdict(Certainty.LIKELY, Reason.NAME)
    return Verdict(Certainty.POSSIBLE, Reason.CONTACT) if shared else None


def likeness_of(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """``same``, ``within`` (one is said shorter), ``close`` (a slip of a letter), ``part`` or "".

    The words come in order, as ``words_of`` gives them.
    """
    if one == other:
        return "same" if len(one) > 1 else "part"
    short, long = sorted((one, other), key=len)
    left, slips, initials = list(long), 0, 0
    for word in sorted(short, key=len, reverse=True):
        found = _find(word, left)
        if found is None:
            return "part" if set(one) & set(other) else ""
        slips += found != word and len(word) > 1 and len(found) > 1
        initials += len(word) == 1 or len(found) == 1
        left.remove(found)
    if len(short) - initials < 1 or len(short) < 2 or slips > 1:
        return "part"
    if slips:
        return "close"
    return "same" if len(short) == len(long) and not initials else "within"


def _find(word: str, among: list[str]) -> str | None:
    if word in among:
        return word
    for candidate in among:
        if 1 in {len(word), len(candidate)} and word[0] == candidate[0]:
            return candidate
    for candidate in among:
        if _slip(word, candidate):
            return candidate
    return None


@lru_cache(maxsize=50_000)
def _slip(word: str, candidate: str) -> bool:
    """Whether one letter is wrong, and it is not the letter that tells a woman from a man."""
    if min(len(word), len(candidate)) < _LONG_WORD:
        return False
    short, long = sorted((word, candidate), key=len)
    if short.endswith(_MALE_ENDS) and long.endswith(_FEMALE_ENDS):
        return False
    return DamerauLevenshtein.distance(word, candidate, score_cutoff=1) <= 1
