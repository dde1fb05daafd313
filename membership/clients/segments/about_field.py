"""The part of a condition's form that asks what entries were about."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.clients import timeline_kinds
from membership.clients.segments import about
from portal.core.choosing import choices_of

if TYPE_CHECKING:
    from django.forms import Form

#: More of them nobody reads in one condition.
_MOST = 30
_ANYTHING = gettext_lazy("Where nothing is ticked, it does not matter what it was about.")


def offer(form: "Form") -> None:
    """What is ticked, and above it what was looked for, under the names of its kinds."""
    word = _word(form)
    found = about.found(word, form["values"].value() or ()) if word else []
    # What a field says is read once: before its value is asked for.
    form.fields["find"].label = _("Find by title what it was about")
    form.fields["about"].help_text = _said_of(word, found)
    ticked = [str(one) for one in form["about"].value() or ()]
    named = about.titles(ticked)
    kept = [(one, about.told(one, named)) for one in ticked]
    new = [
        (label, [choice for choice in named_so if choice[0] not in ticked])
        for label, named_so in found
    ]
    offered = [*kept, *((label, choices) for label, choices in new if choices)]
    choices_of(form, "about").choices = offered


def _word(form: "Form") -> str:
    return str((form.data if form.is_bound else form.initial).get("find") or "").strip()


def _said_of(word: str, found: list[tuple[Any, Any]]) -> Any:
    if not word:
        return _ANYTHING
    if not found:
        return _(
            "Nothing that the chosen events can be about is called so. Write a part of a word, or "
            "choose other events."
        )
    if any(len(named) >= about.MOST for _label, named in found):
        return _("Only the latest of those called so stand here. Write more words of the title.")
    return _ANYTHING


def refusal(kinds: list[str], things: list[str]) -> str:
    """Why events of these kinds cannot be asked about these things; empty when they can."""
    if len(things) > _MOST:
        return _("Choose %(most)d at most, or make several conditions.") % {"most": _MOST}
    named = about.titles(things)
    if missing := [about.told(one, named) for one in things if one not in named]:
        return _("Take the tick away here: %(things)s.") % {"things": ", ".join(missing)}
    if strange := [named[one] for one in about.not_in(kinds, things)]:
        return _("None of the chosen events is ever about: %(things)s.") % {
            "things": ", ".join(strange)
        }
    if bare := about.not_about(kinds, things) if things else []:
        names = dict(timeline_kinds.known)
        return _(
            "For these events nothing is chosen that they can be about: %(events)s. Ask for them "
            "in a condition of their own."
        ) % {"events": ", ".join(str(names[kind]) for kind in bare)}
    return ""
