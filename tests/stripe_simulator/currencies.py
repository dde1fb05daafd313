"""The currencies the simulated account takes, and amounts as people read them."""

from tests.stripe_simulator import errors
from tests.stripe_simulator.params import Params

#: The som has two decimals at Stripe: 4800 som are sent as 480000.
SIGNS = {"kgs": "сом", "usd": "USD", "eur": "EUR", "kzt": "KZT", "uzs": "UZS", "rub": "RUB"}
LARGEST_AMOUNT = 99_999_999


def currency(params: Params, *, required: bool = True) -> str | None:
    given = params.text("currency", required=required)
    if given is None:
        return None
    if given.lower() not in SIGNS:
        listed = ", ".join(SIGNS)
        raise errors.invalid(
            f"Invalid currency: {given[:10]}. Stripe currently supports these currencies: {listed}",
            params.name("currency"),
        )
    return given.lower()


def in_words_of_the_api(amount: int, code: str) -> str:
    return f"{code.upper()} {amount / 100:,.2f}"


def in_words_of_the_page(amount: int, code: str, language: str) -> str:
    """``480000`` som as «4 800,00 сом»; English has its own commas and points."""
    if language == "en":
        return f"{amount / 100:,.2f} {'KGS' if code == 'kgs' else SIGNS[code]}"
    whole, rest = divmod(amount, 100)
    return f"{whole:,}".replace(",", "\u00a0") + f",{rest:02d}\u00a0{SIGNS[code]}"
