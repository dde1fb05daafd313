"""Screens of campaigns in the admin."""

from typing import Any, cast

from django import forms
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from membership.clients import columns
from membership.clients import services as clients
from membership.clients.models import AccessTrace, Segment
from membership.outreach import selectors, services
from membership.outreach.choices import Outcome, State
from membership.outreach.errors import (
    CampaignClosed,
    CampaignHasRecipients,
    CampaignNotBegun,
    NoLongerToBeContacted,
)
from membership.outreach.forms import CampaignForm, OutcomeForm, ResultForm
from membership.outreach.links import campaign_url
from membership.outreach.models import Campaign, Recipient
from portal.core import clock
from portal.core.staff_forms import StaffFormView

_CLOSED = gettext_lazy("The campaign is closed: nothing is changed in it any more.")
#: Answers of a recipient; ``waiting`` takes one back and has a button of its own.
_ANSWERS = [one for one in Outcome if one != Outcome.WAITING]


def _staff_id(request: HttpRequest) -> int:
    return cast(int, request.user.pk)


class CampaignIndexView(generic.IndexView):
    """All campaigns, the latest first."""

    page_title = gettext_lazy("Campaigns")
    add_item_label = gettext_lazy("Open a campaign")
    any_permission_required = ["view"]
    is_searchable = True
    default_ordering = ["-starts_on", "-pk"]

    def get_base_queryset(self) -> "QuerySet[Campaign]":
        """With their figures. One query."""
        return Campaign.objects.with_figures()

    def search_queryset(self, queryset: Any) -> Any:
        """By the words of name and goal."""
        words = self.search_query[:120] if self.is_searching else ""
        return (
            queryset.filter(name__icontains=words) | queryset.filter(goal__icontains=words)
            if words
            else queryset
        )

    def get_edit_url(self, instance: Campaign) -> None:
        """The page is one click away, the form two."""


class CampaignView(generic.InspectView):
    """One campaign: how far it is, and its recipients one by one."""

    template_name = "outreach/admin/campaign.html"
    any_permission_required = ["view"]
    header_icon = "comment"

    def get_object(self, queryset: Any = None) -> Campaign:
        """With whoever is responsible and whoever closed it."""
        rows = Campaign.objects.select_related("owner", "closed_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        """Its name."""
        return str(self.object)

    def get_page_subtitle(self) -> str:
        """The name stands in the title."""
        return ""

    def get_edit_url(self) -> None:
        """The way to the form stands among the buttons, and only while the campaign is open."""

    @cached_property
    def may_change(self) -> bool:
        """Whether this member of staff works on it, and it is open."""
        can = self.request.user.has_perm("outreach.change_campaign")
        return bool(can and self.object.closed_at is None)

    @cached_property
    def state(self) -> State:
        """Where it stands today."""
        return cast(Campaign, self.object).state_on(clock.today())

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """To change it and to close it."""
        if not self.may_change:
            return []
        pk = self.object.pk
        return [
            HeaderButton(_("Change"), url=reverse("campaigns:edit", args=[pk]), icon_name="edit"),
            HeaderButton(_("Close"), url=reverse("campaigns:close", args=[pk]), icon_name="check"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Figures, tabs, recipients; seeing how to reach people leaves a trace."""
        figures = selectors.figures(self.object)
        show, client_id = self._asked(figures)
        rows = selectors.narrowed(self.object, show, client_id)
        part, recipients = selectors.page(self.object, rows, self.request.GET.get("p"))
        clients.leave_traces(
            client_ids=[row.client.pk for row in recipients if row.client],
            by_user_id=_staff_id(self.request),
            deed=AccessTrace.Deed.SEEN,
            at=clock.now(),
        )
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "campaign": self.object,
            "state": self.state,
            "figures": figures,
            "tabs": _tabs(figures),
            "show": show,
            "one": client_id,
            "part": part,
            "elided_page_range": part.paginator.get_elided_page_range(part.number),
            "rows": recipients,
            "answers": _ANSWERS,
            "may_change": self.may_change,
            "may_note": self.may_change and self.state in {State.RUNNING, State.OVER},
            "here": self.request.get_full_path(),
            "segments": Segment.objects.order_by("name") if self.may_change else [],
        }

    def _asked(self, figures: selectors.Figures) -> tuple[str, int | None]:
        """The tab, or the one client a card leads to. At first: who is still to be reached."""
        one = self.request.GET.get("client", "")
        if one.isascii() and one.isdigit() and len(one) < 10:
            return "", int(one)
        known = {code for code, _label, _count in _tabs(figures)}
        first = Outcome.WAITING.value if figures.left and not self.object.closed_at else ""
        asked = self.request.GET.get("show", first)
        return (asked if asked in known else ""), None


def _tabs(figures: selectors.Figures) -> list[tuple[str, Any, int]]:
    """Word in the address, label, number; those without anybody are left out."""
    outcomes = [
        (one.value, one.label, figures.left if one == Outcome.WAITING else count)
        for one in Outcome
        if (count := figures.by_outcome.get(one, 0))
    ]
    barred = (selectors.BARRED, _("No longer to be contacted"), figures.barred)
    return [("", _("All"), figures.total), *(tab for tab in [*outcomes, barred] if tab[2])]


@require_POST
@permission_required("outreach.change_campaign", raise_exception=True)
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of an attempt, as the pressed button says."""
    recipient = get_object_or_404(Recipient.objects.known().select_related("client"), pk=pk)
    back = get_valid_next_url_from_request(request) or campaign_url(recipient.campaign_id)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(str(error) for error in errors))
        return redirect(back)
    try:
        services.note_outcome(
            recipient_id=pk, **form.cleaned_data, by_user_id=_staff_id(request), at=clock.now()
        )
    except CampaignClosed:
        messages.warning(request, _CLOSED)
    except CampaignNotBegun:
        messages.warning(request, _("The first day of the campaign is still to come."))
    except NoLongerToBeContacted:
        messages.error(
            request,
            _("%(name)s is no longer to be contacted: her consent is not there. Nothing was noted.")
            % {"name": recipient.client},
        )
    else:
        _say_done(request, recipient, form.cleaned_data["outcome"])
    return redirect(back)


@require_POST
@permission_required("outreach.change_campaign", raise_exception=True)
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """One recipient less, as long as nobody tried to reach her."""
    recipient = get_object_or_404(Recipient.objects.known().select_related("client"), pk=pk)
    back = get_valid_next_url_from_request(request) or campaign_url(recipient.campaign_id)
    if services.remove_recipients(recipient_ids=[pk]):
        said = _("%(name)s is taken out of the campaign.")
        messages.success(request, said % {"name": recipient.client})
    else:
        said = _("%(name)s stays: somebody tried to reach her, or the campaign is closed.")
        messages.warning(request, said % {"name": recipient.client})
    return redirect(back)


def _say_done(request: HttpRequest, recipient: Recipient, outcome: str) -> None:
    """Whoever declined may want to take the consent back: that is asked, never done by itself."""
    name = cast(Any, recipient.client).name
    if outcome != Outcome.DECLINED:
        said = _("%(name)s: %(outcome)s.")
        messages.success(request, said % {"name": name, "outcome": Outcome(outcome).label})
        return
    consents = f"{columns.card_url(cast(int, recipient.client_id))}#consents-section"
    messages.success(
        request,
        _("%(name)s declined. Her consents stay as they are. If she wants to hear no more, take "
          "the consent back on her card.") % {"name": name},
        buttons=[messages.button(consents, _("Her consents"))],
    )  # fmt: skip


class _CampaignFormView(StaffFormView):
    """What the forms about one campaign share."""

    template_name = "outreach/admin/form.html"
    permission = "outreach.change_campaign"
    header_icon = "comment"

    @cached_property
    def campaign(self) -> Campaign:
        """The campaign of the address; closed ones are not changed."""
        return get_object_or_404(Campaign.objects.open(), pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, all campaigns, this one, the form."""
        above = [{"url": reverse("campaigns:index"), "label": _("Campaigns")}]
        if "pk" in self.kwargs:
            above.append({"url": campaign_url(self.campaign.pk), "label": str(self.campaign)})
        return [*self.breadcrumbs_items, *above, {"url": "", "label": str(self.page_title)}]


class OpenCampaignView(_CampaignFormView):
    """A new campaign."""

    permission = "outreach.add_campaign"
    form_class = CampaignForm
    page_title = gettext_lazy("Open a campaign")

    def get_initial(self) -> dict[str, Any]:
        """Hers, from today."""
        return {"owner": self.request.user.pk, "starts_on": clock.today()}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        campaign = services.open_campaign(at=clock.now(), **form.cleaned_data)
        messages.success(self.request, _("The campaign is open. Now choose whom it is for."))
        return redirect(campaign_url(campaign.pk))


class ChangeCampaignView(_CampaignFormView):
    """Its words, days and cost."""

    form_class = CampaignForm
    page_title = gettext_lazy("Change the campaign")

    def get_form_kwargs(self) -> dict[str, Any]:
        """A copy, so that the breadcrumbs keep the name that holds."""
        instance = Campaign.objects.get(pk=self.campaign.pk)
        return {**super().get_form_kwargs(), "instance": instance}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            services.change_campaign(campaign_id=self.campaign.pk, **form.cleaned_data)
        except CampaignHasRecipients:
            form.add_error(
                "way",
                _("There are recipients already, chosen by their consent to this way and service. "
                  "Open another campaign for the other one."),
            )  # fmt: skip
            return self.form_invalid(form)
        except CampaignClosed:
            form.add_error(None, _CLOSED)
            return self.form_invalid(form)
        messages.success(self.request, _("The campaign is changed."))
        return redirect(campaign_url(self.campaign.pk))


class CloseCampaignView(_CampaignFormView):
    """The end, with a word about the result."""

    form_class = ResultForm
    page_title = gettext_lazy("Close the campaign")
    submit_label = gettext_lazy("Close the campaign")
    explanation = gettext_lazy(
        "Nobody is added and nothing is noted afterwards. Every recipient stays with her outcome."
    )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            services.close_campaign(
                campaign_id=self.campaign.pk,
                result=form.cleaned_data["result"],
                by_user_id=_staff_id(self.request),
                at=clock.now(),
            )
        except CampaignClosed:
            form.add_error(None, _CLOSED)
            return self.form_invalid(form)
        messages.success(self.request, _("The campaign is closed."))
        return redirect(campaign_url(self.campaign.pk))
