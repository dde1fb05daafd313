"""Words typed on a list of one kind of things: search answers which of them are meant."""

from collections.abc import Callable

from portal.core.registry import Registry

#: Takes the words typed, the kind of the entries (see ``entries.Entry``) and the language of the
#: reader; answers with the ids of the entries in all languages, the best first.
finders: Registry[Callable[[str, str, str], list[int]]] = Registry("finder")


def ids(text: str, *, kind: str, prefers: str) -> list[int]:
    """The entries of ``kind`` that ``text`` means, the best first; none while nobody searches."""
    return [found for _name, finder in finders for found in finder(text, kind, prefers)]
