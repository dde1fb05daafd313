"""Two cards side by side, and what was merged."""

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from membership.accounts.models import User
from membership.clients import services
from membership.clients.duplicates import merging, relations
from membership.clients.errors import CardsDiffer, MergeCannotBeUndone, MergeUndone
from membership.clients.forms import SearchForm
from membership.clients.models import (
    AccessTrace,
    Client,
    Contact,
    DuplicateSuspicion,
    Merge,
    Office,
)
from portal.core import clock

_CHANGE = "clients.change_duplicatesuspicion"
_ON_A_PAGE = 50
#: Of these the screen shows each row.
_SHOWN_WHOLE = (Contact, Office)


@dataclass(frozen=True, slots=True)
class Line:
    """One field of both cards."""

    name: str
    label: Any
    kept: str
    gone: str

    @property
    def is_choice(self) -> bool:
        """Whether there is anything to choose: one empty value is filled from the other."""
        return bool(self.kept and self.gone and self.kept != self.gone)


class _Screen(PermissionRequiredMixin, WagtailAdminTemplateMixin, View):
    """What the screens of duplicates share."""

    permission_required = _CHANGE
    raise_exception = True
    header_icon = "copy"
    title: Any = ""

    def get_page_title(self) -> str:
        """Shown in the header."""
        return str(self.title)

    def shown(self, status: int = 200, **context: Any) -> HttpResponse:
        """The screen with its breadcrumbs."""
        queue = {"url": reverse("duplicates:index"), "label": _("Possible duplicates")}
        crumbs = [*self.breadcrumbs_items, queue, {"url": "", "label": self.get_page_title()}]
        found = {**self.get_context_data(**context), "breadcrumbs_items": crumbs}
        answer: HttpResponse = self.render_to_response(found, status=status)
        return answer


class CompareView(_Screen):
    """Two cards side by side: choose field by field, merge, or say they are two."""

    title = gettext_lazy("Two cards side by side")
    template_name = "clients/admin/duplicates/compare.html"

    def get(self, request: HttpRequest, kept_id: int, gone_id: int) -> HttpResponse:
        """Show both. Looking leaves a trace on both cards."""
        if kept_id == gone_id:  # an address of before they were merged
            return redirect("clients:card", kept_id)
        kept, gone = self._cards(kept_id, gone_id)
        for card in (kept, gone):
            services.leave_trace(
                client_id=card.pk,
                by_user_id=cast(int, request.user.pk),
                deed=AccessTrace.Deed.SEEN,
                at=clock.now(),
            )
        return self.shown(
            kept=kept,
            gone=gone,
            lines=list(_lines(kept, gone)),
            sides=[_side(kept), _side(gone)],
            moving=relations.counted([kept_id, gone_id], leaving_out=_SHOWN_WHOLE),
            differ=kept.kind != gone.kind,
            two_accounts=kept.user_id and gone.user_id,
            pair=DuplicateSuspicion.objects.filter(
                first=min(kept_id, gone_id), second=max(kept_id, gone_id)
            ).first(),
        )

    def post(self, request: HttpRequest, kept_id: int, gone_id: int) -> HttpResponse:
        """Merge."""
        kept, gone = self._cards(kept_id, gone_id)
        taken = {name for name in merging.CHOSEN if request.POST.get(name) == "gone"}
        try:
            merging.merge(
                kept_id=kept.pk,
                gone_id=gone.pk,
                taken=taken,
                by_user_id=cast(int, request.user.pk),
                at=clock.now(),
            )
        except CardsDiffer:
            messages.error(request, _("A person and an organisation are never one client."))
            return redirect("duplicates:compare", kept_id, gone_id)
        except Client.DoesNotExist as error:
            raise Http404 from error
        messages.success(
            request, _("The cards are one now. It can be undone under “Merged cards”.")
        )
        return redirect("clients:card", kept.pk)

    @staticmethod
    def _cards(kept_id: int, gone_id: int) -> tuple[Client, Client]:
        if kept_id == gone_id:
            raise Http404
        known = Client.objects.select_related("territory__parent", "organisation", "user")
        return get_object_or_404(known, pk=kept_id), get_object_or_404(known, pk=gone_id)


def _lines(kept: Client, gone: Client) -> list[Line]:
    return [
        Line(name, Client._meta.get_field(name).verbose_name, *shown)  # type: ignore[union-attr]
        for name in merging.CHOSEN
        if any(shown := (_shown(kept, name), _shown(gone, name)))
    ]


def _shown(card: Client, name: str) -> str:
    display = getattr(card, f"get_{name}_display", None)
    value = display() if display else getattr(card, name)
    return "" if value is None else _account(value) if name == "user" else str(value)


def _account(user: User) -> str:
    """How its owner signs in, and when she last did: names of doubles are alike."""
    login = date_format(localtime(user.last_login)) if user.last_login else ""
    used = _("last signed in %(day)s") % {"day": login} if login else _("never signed in")
    return ", ".join([*filter(None, (user.email, user.phone and str(user.phone))), used])


def _side(card: Client) -> dict[str, Any]:
    """What moves anyway: to be seen before it does."""
    return {
        "client": card,
        "contacts": list(card.contacts.all()),
        "offices": list(card.offices.select_related("organisation")),
    }


class OtherCardView(_Screen):
    """A card that no rule found alike: whoever knows better looks for it here."""

    title = gettext_lazy("Which card is the same client?")
    template_name = "clients/admin/duplicates/other.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Those looked for, of the same kind; their data are thereby looked at."""
        card = get_object_or_404(Client.objects.select_related("territory"), pk=pk)
        form = SearchForm(request.GET)
        alike = form.found().filter(kind=card.kind).exclude(pk=card.pk)
        found = list(alike.select_related("territory")[:_ON_A_PAGE])
        services.leave_traces(
            client_ids=[one.pk for one in found],
            by_user_id=cast(int, request.user.pk),
            deed=AccessTrace.Deed.SEEN,
            at=clock.now(),
        )
        return self.shown(client=card, form=form, found=found, most=_ON_A_PAGE)


class MergesView(_Screen):
    """What was merged, the latest first, each to be undone."""

    title = gettext_lazy("Merged cards")
    template_name = "clients/admin/duplicates/merges.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a part of the list."""
        merges = Merge.objects.select_related("kept", "merged_by", "undone_by")
        part = Paginator(merges, _ON_A_PAGE).get_page(request.GET.get("p"))
        return self.shown(part=part)


class ApartView(_Screen):
    """Pairs somebody found to be two clients, the latest first, each to be asked about again."""

    title = gettext_lazy("Found different")
    template_name = "clients/admin/duplicates/apart.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a part of the list."""
        decided = DuplicateSuspicion.objects.exclude(dismissed_at=None).order_by("-dismissed_at")
        pairs = decided.select_related("first", "second", "dismissed_by")
        return self.shown(part=Paginator(pairs, _ON_A_PAGE).get_page(request.GET.get("p")))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Put a pair back into the queue."""
        given = request.POST.get("pair", "")[:18]
        pair = get_object_or_404(DuplicateSuspicion, pk=given if given.isdecimal() else None)
        services.suspect_again(suspicion_id=pair.pk)
        messages.success(request, _("The pair stands among the possible duplicates again."))
        return redirect("duplicates:apart")


@require_POST
@permission_required(_CHANGE, raise_exception=True)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Make two cards of one again."""
    get_object_or_404(Merge, pk=pk)
    try:
        done = merging.undo(merge_id=pk, by_user_id=cast(int, request.user.pk), at=clock.now())
    except MergeUndone:
        messages.warning(request, _("These cards are two again already."))
    except MergeCannotBeUndone:
        messages.error(
            request,
            _("This cannot be undone now: the card was merged again later (undo that first), or "
              "something it stood on is gone."),
        )  # fmt: skip
    else:
        messages.success(request, _("The cards are two again, as they were."))
        return redirect("clients:card", done.gone_id)
    return redirect("duplicates:merges")
