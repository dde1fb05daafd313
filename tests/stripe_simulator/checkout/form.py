"""The form of the Checkout page: what may be typed, and what is wrong with it."""

import re
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qsl

from tests.stripe_simulator import cards
from tests.stripe_simulator.checkout.payment import CardDetails
from tests.stripe_simulator.store import Resource

FIELDS = ("email", "number", "expiry", "cvc", "name")
_LONGEST = 200
_EXPIRY = re.compile(r"(\d{1,2})\s*/?\s*(\d{2}|20\d{2})")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass
class Form:
    """Values as typed, and for each wrong field the name of the message that says why."""

    values: dict[str, str]
    fill: str | None = None
    #: The code of a reduction that is to be used; empty to take it back, None when not asked.
    code: str | None = None
    errors: dict[str, str] = field(default_factory=dict)

    def checked(self, today: date) -> CardDetails | None:
        """The details when all is well; else None, and ``errors`` says what is not."""
        number = re.sub(r"[\s-]", "", self.values["number"])
        expiry = _EXPIRY.fullmatch(self.values["expiry"].strip())
        month, year = (int(expiry[1]), int(expiry[2]) % 100 + 2000) if expiry else (0, 0)
        self.errors = {
            name: message
            for name, message in (
                ("email", "" if _EMAIL.fullmatch(self.values["email"]) else "email_wrong"),
                ("number", _number_error(number)),
                ("expiry", _expiry_error(month, year, today)),
                ("cvc", "" if re.fullmatch(r"\d{3,4}", self.values["cvc"]) else "cvc_wrong"),
                ("name", "" if self.values["name"].strip() else "name_missing"),
            )
            if message
        }
        if self.errors:
            return None
        return CardDetails(
            email=self.values["email"],
            name=self.values["name"].strip(),
            number=number,
            month=month,
            year=year,
        )


def _number_error(number: str) -> str:
    if not number:
        return "number_missing"
    plausible = re.fullmatch(r"[0-9]{12,19}", number) and cards.passes_luhn(number)
    return "" if plausible else "number_wrong"


def _expiry_error(month: int, year: int, today: date) -> str:
    if not 1 <= month <= 12:
        return "expiry_wrong"
    return "expiry_past" if (year, month) < (today.year, today.month) else ""


def blank(session: Resource) -> Form:
    """An empty form; an address the shop already knows stands in it."""
    known = session["customer_email"] or ""
    return Form({**dict.fromkeys(FIELDS, ""), "email": known})


def read(body: str, session: Resource) -> Form:
    """The form as posted. An address given by the shop cannot be changed here."""
    try:
        given = dict(parse_qsl(body, keep_blank_values=True, max_num_fields=20))
    except ValueError:
        given = {}
    values = {name: given.get(name, "")[:_LONGEST].replace("\0", "") for name in FIELDS}
    if session["customer_email"]:
        values["email"] = session["customer_email"]
    code = given.get("code", "")[:_LONGEST].strip()
    # The Enter key in any field presses the first button, that of the code: without one it pays.
    asked = {"use": code or None, "drop": ""}.get(given.get("reduction", ""))
    form = Form(values, fill=given.get("fill"), code=asked)
    if form.fill in cards.CARDS:
        card = cards.CARDS[form.fill]
        form.values |= {
            "number": " ".join(re.findall(r"\d{4}", card.number)),
            "expiry": f"{card.exp_month}/{card.exp_year % 100}",
            "cvc": "123",
        }
    return form


def of_details(details: CardDetails) -> Form:
    """The form once more, after the bank was refused; the code on the back is typed again."""
    return Form(
        {
            "email": details.email,
            "number": " ".join(re.findall(r"\d{1,4}", details.number)),
            "expiry": f"{details.month:02d}/{details.year % 100:02d}",
            "cvc": "",
            "name": details.name,
        }
    )
