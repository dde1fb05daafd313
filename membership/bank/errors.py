"""Refusals of the bank. Each is named after what happened."""

from typing import Any


class BankRefusal(Exception):
    """Anything the bank declines to do."""


class FileRefused(BankRefusal):
    """A statement that cannot be read; ``code`` says why and ``place`` where.

    ``code`` is one of ``problems.FILE``.
    """

    def __init__(self, code: str, place: int = 0) -> None:
        super().__init__(code, place)
        self.code = code
        self.place = place


class LineRefused(BankRefusal):
    """One line that cannot be read; ``code`` is one of ``problems.LINE``."""

    def __init__(self, code: str, value: Any = "") -> None:
        super().__init__(code, value)
        self.code = code
        self.value = str(value)[:80]


class LineIsDone(BankRefusal):
    """This line has been booked or set aside already."""


class LineIsNotDone(BankRefusal):
    """There is nothing to undo."""


class SharesDoNotAddUp(BankRefusal):
    """The parts are not above zero, or together not the sum of the line."""


class WrongDirection(BankRefusal):
    """Money that went out was taken for money that came in, or the other way round."""


class PaymentDiffers(BankRefusal):
    """The payment entered by hand has another sum, or belongs to a line of the bank already."""
