"""What can be done with many clients at once. Rooms above add deeds of their own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from membership.clients import listing
from membership.clients.board.forms import TaskForm
from membership.clients.models import Client, ClientTag, TaggedClient, Task
from membership.clients.services import give_tasks
from membership.clients.services.together import move_to_successor, tag, untag
from portal.core.audience import Channel
from portal.core.choosing import rows_of
from portal.core.registry import Registry
from portal.territories import lineage
from portal.territories import selectors as territories

#: Answers of a form by field.
Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a deed did, so that it can be taken back."""

    #: Cards, or the rows that were made about them; of a move, each with where it stood.
    touched: list[Any]
    #: What was chosen, in words.
    words: str
    tag_id: int | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed on many cards."""

    label: Any
    #: What whoever does it must be allowed: ``clients.change_client``.
    permission: str
    form: type[forms.Form]
    #: Whom it leaves out: a condition on clients and the reason in words, in the order in which
    #: they are asked; a client is counted under the first that holds.
    leaves_out: Callable[[Told], list[tuple[Q, Any]]]
    #: Does it to cards by number, one touched for each; None where ``leads_to`` follows. Under the
    #: same word ``undoing.undoes`` knows how it is taken back.
    apply: Callable[..., Outcome] | None = None
    #: For deeds with a screen of their own: its address and what is added to that of the list.
    leads_to: Callable[[Told], tuple[str, str]] | None = None


#: By the word in forms: "tag".
deeds: Registry[Deed] = Registry("deed on many clients")


class TagForm(forms.Form):
    """A tag there is, or a new word."""

    tag = forms.CharField(
        label=_("Tag"),
        max_length=100,
        help_text=_("One that is there already, or a new one."),
        widget=forms.TextInput(attrs={"list": "client-tags", "autocomplete": "off"}),
    )


class KnownTagForm(forms.Form):
    """A tag that is taken off."""

    tag = forms.ModelChoiceField(label=_("Tag"), queryset=ClientTag.objects.order_by("name"))


class SuccessorForm(forms.Form):
    """A unit in which others went on."""

    to = forms.ModelChoiceField(label=_("Unit that followed"), queryset=territories.successors())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = rows_of(self, "to")
        choice.label_from_instance = _with_place


def _with_place(unit: Any) -> str:
    """Names repeat: a unit is told with what it is part of."""
    return ", ".join(filter(None, (unit.name, unit.place)))


class ChannelForm(forms.Form):
    """For which kind of message the file is."""

    channel = forms.ChoiceField(
        label=_("What the file is for"),
        required=False,
        choices=[("", _("For work: everybody on the list")), *Channel.choices],
        help_text=_("With a channel only those go out who agreed to it and can be reached on it."),
    )


def _tagged(name: str) -> Q:
    mine = TaggedClient.objects.filter(content_object=OuterRef("pk"), tag__name=name)
    return Q(Exists(mine.order_by()))


def _left_by_tag(told: Told) -> list[tuple[Q, Any]]:
    return [(_tagged(told["tag"].strip()), _("have the tag already"))]


def _left_by_untag(told: Told) -> list[tuple[Q, Any]]:
    return [(~_tagged(told["tag"].name), _("do not have the tag"))]


def _left_by_task(told: Told) -> list[tuple[Q, Any]]:
    same = Task.objects.open().filter(client=OuterRef("pk"), text=told["text"].strip()[:300])
    return [(Q(Exists(same.order_by())), _("have this task open already"))]


def _left_by_succeed(told: Told) -> list[tuple[Q, Any]]:
    past = lineage.with_past([told["to"].pk]) - {told["to"].pk}
    there = Client.objects.filter(Q(territory__in=past) | Q(organisation__territory__in=past))
    return [
        (~Q(pk__in=there.order_by().values("pk")), _("are of no unit that it followed")),
        (
            Q(kind=Client.Kind.ORGANISATION),
            _("are cards of the bodies themselves: merge them with those of the successor"),
        ),
    ]


def _left_by_file(told: Told) -> list[tuple[Q, Any]]:
    channel = told["channel"]
    if not channel:
        return []
    told_nothing = Client.objects.unconfirmed().order_by().values("pk")
    way = listing.has_way(channel)
    return [
        (Q(pk__in=told_nothing), _("have not confirmed their invitation")),
        (way & ~listing.may_be_told_by(channel), _("did not agree to be told by this channel")),
        (~way, _("have no address or number for it that works")),
    ]


def _tag(*, ids: list[int], told: Told, by_user_id: int, at: datetime) -> Outcome:
    tag_id, items = tag(client_ids=ids, name=told["tag"], by_user_id=by_user_id, at=at)
    return Outcome(items, told["tag"], tag_id)


def _untag(*, ids: list[int], told: Told, by_user_id: int, at: datetime) -> Outcome:
    put = told["tag"]
    touched = untag(client_ids=ids, tag_id=put.pk, by_user_id=by_user_id, at=at)
    return Outcome(touched, put.name, put.pk)


def _give_task(*, ids: list[int], told: Told, by_user_id: int, at: datetime) -> Outcome:
    assignee = told["assignee"]
    tasks = give_tasks(
        client_ids=ids,
        text=told["text"],
        due_on=told["due_on"],
        assignee_id=assignee.pk if assignee else None,
        by_user_id=by_user_id,
        at=at,
    )
    return Outcome([task.pk for task in tasks], told["text"].strip()[:300])


def _succeed(*, ids: list[int], told: Told, by_user_id: int, at: datetime) -> Outcome:
    to = told["to"]
    moved = move_to_successor(client_ids=ids, territory_id=to.pk, by_user_id=by_user_id, at=at)
    return Outcome(moved, to.name)


def _to_file(told: Told) -> tuple[str, str]:
    return "client-sheets:export", f"reach={told['channel']}" if told["channel"] else ""


deeds.add(
    "tag", Deed(_("Put a tag on the cards"), "clients.change_client", TagForm, _left_by_tag, _tag)
)
deeds.add(
    "untag",
    Deed(_("Take a tag off"), "clients.change_client", KnownTagForm, _left_by_untag, _untag),
)
deeds.add(
    "succeed",
    Deed(
        _("Move to the unit that followed"),
        "clients.change_client",
        SuccessorForm,
        _left_by_succeed,
        _succeed,
    ),
)
deeds.add(
    "task",
    Deed(_("Give a task about each"), "clients.add_task", TaskForm, _left_by_task, _give_task),
)
deeds.add(
    "file",
    Deed(
        _("Take the list out as a file"),
        "clients.add_sheetexport",
        ChannelForm,
        _left_by_file,
        leads_to=_to_file,
    ),
)
