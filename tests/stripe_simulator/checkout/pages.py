"""The pages of Checkout: pay, confirm for the bank, paid, expired."""

from dataclasses import dataclass, field
from datetime import date
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from tests.stripe_simulator import errors
from tests.stripe_simulator.checkout import form as forms
from tests.stripe_simulator.checkout import payment
from tests.stripe_simulator.checkout.language import LANGUAGES
from tests.stripe_simulator.checkout.texts import TEXTS
from tests.stripe_simulator.currencies import in_words_of_the_page
from tests.stripe_simulator.resources import sessions
from tests.stripe_simulator.store import Resource
from tests.stripe_simulator.world import World

_FOLDER = Path(__file__).parent
STYLESHEET = (_FOLDER / "checkout.css").read_text()
TEMPLATES = {
    path.stem: Template(path.read_text()) for path in (_FOLDER / "templates").glob("*.html")
}
_AUTOCOMPLETE = {
    "email": "email",
    "number": "cc-number",
    "expiry": "cc-exp",
    "cvc": "cc-csc",
    "name": "cc-name",
}
_SHOWN_CARDS = {
    "4242424242424242": "card_ok",
    "4000000000000002": "card_generic_decline",
    "4000000000009995": "card_insufficient_funds",
    "4000002500003155": "card_confirm",
}


_CARDS_TO_KEEP = {
    "4242424242424242": "card_ok",
    "4000000000000341": "card_later",
    "4000002760003184": "card_confirm",
    "4000000000000002": "card_generic_decline",
}


@dataclass
class Page:
    status: int
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Visit:
    """Somebody at the page of a session, in a language; ``asked`` when the address names it."""

    world: World
    session_id: str
    language: str
    asked: bool = False

    @property
    def words(self) -> dict[str, str]:
        return TEXTS[self.language]

    @property
    def here(self) -> str:
        return sessions.pay_path(self.session_id)

    @property
    def query(self) -> str:
        return f"?lang={self.language}" if self.asked else ""

    def session(self) -> Resource | None:
        """The session as it is shown: the address of a known customer stands in the form."""
        sessions.close_overdue(self.world)
        session = self.world.store.find("checkout.session", self.session_id)
        if session and session["customer"] and not session["customer_email"]:
            customer = self.world.store.find("customer", session["customer"])
            session["customer_email"] = customer and customer["email"]
        return session

    def amount(self, session: Resource) -> str:
        if session["mode"] == "setup":
            return ""
        return in_words_of_the_page(session["amount_total"], session["currency"], self.language)


def show(visit: Visit) -> Page:
    session = visit.session()
    if session is None or session["status"] != "open":
        return closed(visit, session)
    return _pay_page(visit, session, forms.blank(session))


def pay(visit: Visit, body: str) -> Page:
    """Try the card. A refusal shows the form again as it was, and says why."""
    session = visit.session()
    if session is None or session["status"] != "open":
        return closed(visit, session)
    form = forms.read(body, session)
    if form.code is not None:
        return _with_code(visit, form)
    if form.fill:
        return _pay_page(visit, session, form)
    details = form.checked(date.today())
    if details is None:
        return _pay_page(visit, session, form)
    return _after(visit, payment.attempt(visit.world, visit.session_id, details), form)


def _with_code(visit: Visit, form: forms.Form) -> Page:
    """The page again with what the code takes off; what was typed of the card stays."""
    if not payment.use_code(visit.world, visit.session_id, form.code or ""):
        form.errors["code"] = "code_wrong"
    session = visit.session()
    assert session is not None
    return _pay_page(visit, session, form)


def show_confirmation(visit: Visit) -> Page:
    session = visit.session()
    if session is None or payment.awaiting_confirmation(visit.world, session) is None:
        return _redirect(visit.here + visit.query)
    words = visit.words
    main = TEMPLATES["confirm"].substitute(
        heading=words["confirm_title"],
        text=words["confirm_setup" if session["mode"] == "setup" else "confirm_text"].format(
            amount=visit.amount(session)
        ),
        action=f"{escape(visit.here)}/confirm{visit.query}",
        yes=words["confirm_yes"],
        no=words["confirm_no"],
    )
    title = words["confirm_title"]
    return framed(visit, title, main, path="/confirm", back_to=session["success_url"])


def confirm(visit: Visit, body: str) -> Page:
    session = visit.session()
    details = payment.awaiting_confirmation(visit.world, session) if session else None
    if details is None:
        return _redirect(visit.here + visit.query)
    agreed = "answer=yes" in body
    outcome = payment.answer_the_bank(visit.world, visit.session_id, confirmed=agreed)
    return _after(visit, outcome, forms.of_details(details))


def _after(visit: Visit, outcome: payment.Outcome, form: forms.Form) -> Page:
    if outcome.kind is payment.Kind.PAID:
        return _redirect(sessions.success_url(outcome.session))
    if outcome.kind is payment.Kind.CONFIRMATION:
        return _redirect(f"{visit.here}/confirm{visit.query}")
    if outcome.kind is payment.Kind.DECLINED:
        return _pay_page(visit, outcome.session, form, declined=outcome.code)
    return closed(visit, outcome.session)


def closed(visit: Visit, session: Resource | None) -> Page:
    words = visit.words
    if session is None:
        state, status, address = "unknown", 404, None
    elif session["status"] == "complete":
        done = "kept" if session["mode"] == "setup" else "paid"
        state, status, address = done, 200, sessions.success_url(session)
    else:
        state, status, address = "expired", 410, session["cancel_url"]
    main = TEMPLATES["notice"].substitute(
        heading=words[f"{state}_title"], text=words[f"{state}_text"], back=back(visit, address)
    )
    return framed(visit, words[f"{state}_title"], main, status=status)


def _pay_page(
    visit: Visit,
    session: Resource,
    form: forms.Form,
    *,
    declined: str | None = None,
) -> Page:
    words = visit.words
    keeps = session["mode"] == "setup"
    heading = words["setup_title" if keeps else "title"]
    main = TEMPLATES["pay"].substitute(
        action=f"{escape(visit.here)}{visit.query}",
        amount=visit.amount(session),
        back=back(visit, session["cancel_url"]),
        cards=words["cards"],
        cards_help=words["setup_help" if keeps else "cards_help"],
        fields="\n".join(field_of(visit, form, name, session) for name in forms.FIELDS),
        heading=heading,
        lines=_lines(visit, session),
        order=words["setup_title" if keeps else "order"],
        reduction=reduction(visit, form, session),
        pay=words["setup"] if keeps else words["pay"].format(amount=visit.amount(session)),
        problem=problem(visit, form, declined),
        test_cards=test_cards(visit, keeps=keeps),
        total=words["setup_text" if keeps else "total"],
    )
    wrong = bool(form.errors or declined)
    title = f"{words['error_prefix']}: {heading}" if wrong else heading
    return framed(visit, title, main, back_to=session["success_url"])


def _lines(visit: Visit, session: Resource) -> str:
    return "\n".join(_line(visit, line) for line in visit.world.store.children(session["id"]))


def _line(visit: Visit, line: Resource) -> str:
    amount = in_words_of_the_page(line["amount_subtotal"], line["currency"], visit.language)
    what = escape(line["description"]) + _pieces(visit, line)
    return f'<li><span>{what}</span><span class="sum">{amount}</span></li>'


def reduction(visit: Visit, form: forms.Form, session: Resource) -> str:
    """What is taken off, and the field for a code where the shop allows one."""
    words, parts = visit.words, []
    if off := session["total_details"]["amount_discount"]:
        amount = in_words_of_the_page(off, session["currency"], visit.language)
        parts.append(f'<p class="off">{words["off"]} <span class="sum">−{amount}</span></p>')
    if not session["allow_promotion_codes"]:
        return "".join(parts)
    if session["discounts"]:
        parts.append(_button(words["code_drop"], "drop"))
        return "".join(parts)
    wrong = form.errors.get("code")
    note = f'<p class="wrong" id="code-wrong">{words[wrong]}</p>' if wrong else ""
    described = ' aria-describedby="code-wrong" aria-invalid="true"' if wrong else ""
    parts.append(
        f'<div class="field"><label for="code">{words["code"]}</label>{note}'
        f'<input id="code" name="code" form="pay" type="text" autocomplete="off" '
        f'value="{escape(form.code or "")}"{described}></div>' + _button(words["code_use"], "use")
    )
    return "".join(parts)


def _button(label: str, deed: str) -> str:
    return (
        f'<button type="submit" form="pay" name="reduction" value="{deed}">{escape(label)}</button>'
    )


def _pieces(visit: Visit, line: Resource) -> str:
    return f" × {line['quantity']} {visit.words['pieces']}" if line["quantity"] > 1 else ""


def problem(visit: Visit, form: forms.Form, declined: str | None) -> str:
    words = visit.words
    if declined:
        why = words.get(declined, words["generic_decline"])
        return f'<div class="problem" role="alert"><h2>{words["declined"]}</h2><p>{why}</p></div>'
    if not form.errors:
        return ""
    points = "".join(
        f'<li><a href="#{name}">{words[name]}</a>: {words[message]}</li>'
        for name, message in form.errors.items()
    )
    return f'<div class="problem" role="alert"><h2>{words["summary"]}</h2><ul>{points}</ul></div>'


def field_of(visit: Visit, form: forms.Form, name: str, session: Resource) -> str:
    words, described, notes = visit.words, [], ""
    if help_text := words.get(f"{name}_help"):
        notes += f'<p class="help" id="{name}-help">{help_text}</p>'
        described.append(f"{name}-help")
    if message := form.errors.get(name):
        notes += f'<p class="wrong" id="{name}-wrong">{words[message]}</p>'
        described.append(f"{name}-wrong")
    attributes = f' aria-describedby="{" ".join(described)}"' if described else ""
    attributes += ' aria-invalid="true"' if message else ""
    attributes += " readonly" if name == "email" and session["customer_email"] else ""
    attributes += ' inputmode="numeric"' if name in ("number", "expiry", "cvc") else ""
    kind = "email" if name == "email" else "text"
    return (
        f'<div class="field"><label for="{name}">{words[name]}</label>{notes}'
        f'<input id="{name}" name="{name}" type="{kind}" autocomplete="{_AUTOCOMPLETE[name]}" '
        f'value="{escape(form.values[name])}" required{attributes}></div>'
    )


def test_cards(visit: Visit, *, keeps: bool) -> str:
    """Cards to choose from; those that are kept show what happens later."""
    shown = _CARDS_TO_KEEP if keeps else _SHOWN_CARDS
    return "\n".join(_card(visit, number, meaning) for number, meaning in shown.items())


def _card(visit: Visit, number: str, meaning: str) -> str:
    grouped = " ".join(number[start : start + 4] for start in range(0, len(number), 4))
    said = visit.words[meaning]
    return (
        f'<li><button type="submit" form="pay" name="fill" value="{number}">{grouped}</button> '
        f"<span>{said}</span></li>"
    )


def back(visit: Visit, address: str | None) -> str:
    return f'<p><a href="{escape(address)}">{visit.words["back"]}</a></p>' if address else ""


def framed(
    visit: Visit,
    title: str,
    main: str,
    *,
    status: int = 200,
    path: str = "",
    back_to: str | None = None,
) -> Page:
    links = " ".join(
        f'<a href="{escape(visit.here)}{path}?lang={code}" lang="{code}" hreflang="{code}"'
        f"{' aria-current=true' if code == visit.language else ''}>{TEXTS[code]['language']}</a>"
        for code in LANGUAGES
    )
    body = TEMPLATES["frame"].substitute(
        banner=visit.words["banner"],
        language=visit.language,
        languages=links,
        languages_label=" / ".join(TEXTS[code]["language"] for code in LANGUAGES),
        main=main,
        title=escape(title),
    )
    return Page(status, body, _headers(back_to))


def _headers(back_to: str | None) -> dict[str, str]:
    """A form here ends with a redirect to the shop, and ``form-action`` governs that as well."""
    shop = urlsplit(back_to or "")
    origin = f" {shop.scheme}://{shop.netloc}" if shop.netloc else ""
    return {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "Content-Security-Policy": (
            "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; "
            f"frame-ancestors 'none'; form-action 'self'{origin}"
        ),
    }


def _redirect(address: str) -> Page:
    return Page(303, headers={"Location": address})


def refusal(error: errors.ApiError) -> Page:
    return Page(error.status, escape(str(error)), {"Content-Type": "text/plain; charset=utf-8"})
