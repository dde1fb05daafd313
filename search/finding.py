"""Lists of one kind are searched by the same engine as the whole site."""

from portal.core import finding
from search import services

#: A list longer than this is not what a reader means by a word.
_MOST = 1_000


@finding.finders.named("search")
def found(text: str, kind: str, prefers: str) -> list[int]:
    """Ids of the entries of a kind that answer, the best first."""
    answer = services.ask(text, prefers=prefers, kind=kind, per_page=_MOST)
    return [hit.id for hit in answer.hits]
