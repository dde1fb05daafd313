"""An address of the search page, read."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from portal.core import letters
from search import choices, queries, services
from search.answers import Answer
from search.models import IndexedEntry


@dataclass(frozen=True, slots=True)
class Asking:
    """What the address says, made sane. Nothing in an address is an error."""

    text: str
    chosen: dict[str, frozenset[str]]
    language: str
    newest_first: bool = False
    own_first: bool = False
    page: int = 1
    #: The newest row that the first page knew.
    up_to: int = 0
    format: str = ""

    @classmethod
    def read(cls, parameters: QueryDict, language: str) -> "Asking":
        """Read the parameters; what makes no sense is left out."""
        text = letters.writable(parameters.get("q", ""))[: queries.LONGEST].strip()
        page = min(_number(parameters.get("page", "")) or 1, services.LAST_PAGE)
        newest = IndexedEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        return cls(
            text=text,
            chosen=choices.chosen(parameters),
            language=language,
            newest_first=parameters.get("sort") == "date",
            own_first=parameters.get("own") == "1",
            page=page,
            up_to=min(_number(parameters.get("upto", "")) or newest, newest),
            format=parameters.get("format", ""),
        )

    @property
    def address(self) -> QueryDict:
        """The same for links, without what made no sense; begins at the first page."""
        said = QueryDict(mutable=True)
        if self.text:
            said["q"] = self.text
        for facet, values in self.chosen.items():
            said.setlist(choices.PARAMETERS[facet], sorted(values))
        if self.newest_first:
            said["sort"] = "date"
        if self.own_first:
            said["own"] = "1"
        return said

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What stays chosen when other words are typed: facets, order, the reader's language."""
        return [
            (name, value)
            for name, values in self.address.lists()
            if name != "q"
            for value in values
        ]

    def answer(self, per_page: int) -> Answer:
        """The page of the answer that is asked for, the last one when there are fewer."""
        answer = self._ask(self.page, per_page)
        if answer.total and not answer.hits:
            return self._ask((answer.total - 1) // per_page + 1, per_page)
        return answer

    def total_of(self, text: str) -> int:
        """How much other words find under the same choices: what a link to them will show."""
        return services.total(text, prefers=self.language, chosen=self.chosen)

    def _ask(self, page: int, per_page: int) -> Answer:
        return services.ask(
            self.text,
            prefers=self.language,
            chosen=self.chosen,
            own_first=self.own_first,
            newest_first=self.newest_first,
            up_to=self.up_to,
            page=page,
            per_page=per_page,
        )

    def wants_json(self, request: HttpRequest) -> bool:
        """A program asks, by its header or by the address."""
        accepted = request.headers.get("Accept", "")
        return self.format == "json" or accepted.startswith("application/json")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
