"""What was made of a text is kept for the next time it comes: words of lists repeat."""

from collections.abc import Callable
from typing import TypeVar

V = TypeVar("V")


class Known(dict[str, V]):
    """What ``judge`` made of texts, each asked about once: ``known[text]``.

    The memory stays flat: when many are kept all are forgotten, and long ones never are kept.
    """

    MOST = 30_000
    LONGEST = 200

    def __init__(self, judge: Callable[[str], V]) -> None:
        super().__init__()
        self.judge = judge

    def __missing__(self, text: str) -> V:
        value = self.judge(text)
        if len(text) <= self.LONGEST:
            if len(self) >= self.MOST:
                self.clear()
            self[text] = value
        return value
