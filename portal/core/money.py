"""Money is a whole number of the smallest unit with its currency; never a float."""

import re
from dataclasses import dataclass
from decimal import Decimal

#: The currency of the country and of the books.
HOME = "KGS"
#: U+00A0, so that a sum never breaks over two lines.
_THIN = "\u00a0"
#: Digits alone: a power of ten such as ``1e999999`` would keep the machine busy.
_AMOUNT = re.compile(r"-?[0-9]{1,17}(\.[0-9]{1,2}0*)?")


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in tyiyn (hundredths of a som) or in hundredths of another currency."""

    tyiyn: int
    currency: str = HOME

    @property
    def som(self) -> Decimal:
        """The amount in whole units, with two places."""
        return Decimal(self.tyiyn) / 100

    def __str__(self) -> str:
        return f"{grouped(self.tyiyn)}{_THIN}{unit(self.currency)}"


def unit(currency: str) -> str:
    """How a currency stands behind a sum."""
    return "сом" if currency == HOME else currency


def grouped(tyiyn: int) -> str:
    """Digits in groups of three, tyiyn only where there are any: ``4 800`` or ``4 800,50``."""
    whole, rest = divmod(abs(tyiyn), 100)
    digits = f"{whole:,}".replace(",", _THIN)
    sign = "−" if tyiyn < 0 else ""
    return f"{sign}{digits},{rest:02d}" if rest else f"{sign}{digits}"


def tyiyn_from_som(text: str) -> int:
    """Read an amount as people type it: ``4 800``, ``4800,50``, ``4800.5``.

    Raises:
        ValueError: it is no number, or has parts smaller than a tyiyn.
    """
    plain = "".join(text.split()).replace(",", ".")
    if not _AMOUNT.fullmatch(plain):
        raise ValueError(text)
    return int(Decimal(plain) * 100)
