"""Links of letters that lead nowhere any more: one page says so and shows the ways on."""

from typing import Any

from django.http import Http404


class DeadLink(Http404):
    """A link that was used up, has grown too old, was cut in two or is for somebody else.

    Which of these it is stays unsaid: it would tell a stranger that there was such a link.

    Args:
        ways: pairs of a label and an address; the first is where most people wanted to go.
    """

    def __init__(self, *ways: tuple[Any, str]) -> None:
        super().__init__()
        self.ways = ways
