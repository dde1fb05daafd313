"""Screens of the ledger of adoptions in the admin."""

from typing import Any, cast

import django_filters
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import registry as log_registry

from portal.core import clock, letters
from portal.core.staff_forms import StaffFormView
from portal.practices import errors
from portal.practices.adoptions import drafting, selectors, services
from portal.practices.adoptions.admin_forms import HeardForm, NewHeardForm
from portal.practices.adoptions.models import Adoption
from portal.practices.adoptions.states import State
from portal.practices.models import PracticeIndexPage, PracticePage
from portal.territories.models import Territory

_LONGEST_QUERY = 120


def card_url(adoption: Adoption) -> str:
    """The card of an entry."""
    return reverse("adoptions:inspect", args=[adoption.pk])


def _language() -> str:
    """Titles are kept by the two letters of a language."""
    return (get_language() or "ru")[:2]


class AdoptionFilterSet(WagtailFilterSet):
    """By state, by oblast, by how it is known; entries taken out on request."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices)
    source = django_filters.ChoiceFilter(label=_("How we know"), choices=Adoption.Source.choices)
    oblast = django_filters.ModelChoiceFilter(
        label=_("Oblast"),
        queryset=lambda _request: Territory.objects.oblasts_and_capitals(),
        method="inside",
    )
    taken_out = django_filters.BooleanFilter(
        label=_("Taken out of the ledger"), field_name="withdrawn_at", method="out"
    )

    class Meta:
        model = Adoption
        fields: list[str] = []

    def inside(self, rows: Any, name: str, value: Territory) -> Any:
        """Keep the municipalities of the oblast."""
        return rows.filter(territory__in=Territory.objects.inside(value.pk).values("pk"))

    def out(self, rows: Any, name: str, value: bool) -> Any:
        """Keep what was taken out, or what stands."""
        return rows.filter(withdrawn_at__isnull=not value)


class AdoptionIndexView(generic.IndexView):
    """The whole ledger, the latest told first, with its figures above."""

    is_searchable = True
    any_permission_required = ["view"]
    page_title = _("Adoptions")

    def get_base_queryset(self) -> "QuerySet[Adoption]":
        """Rows with the place and the title of the practice."""
        own = PracticePage.objects.filter(translation_key=OuterRef("practice_key"))
        titles = own.filter(locale__language_code=_language()).values("title")
        anyhow = own.order_by("pk").values("title")
        return Adoption.objects.with_place().annotate(
            own_title=Subquery(titles[:1]), any_title=Subquery(anyhow[:1])
        )

    def search_queryset(self, queryset: Any) -> Any:
        """By the municipality in any spelling or a part of the title."""
        text = self.search_query[:_LONGEST_QUERY] if self.is_searching else ""
        if not text:
            return queryset
        found = Q(own_title__icontains=text) | Q(any_title__icontains=text)
        if words := letters.place_key(text).split():
            found |= Q(*(Q(territory__search_key__contains=f" {word}") for word in words))
        return queryset.filter(found)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """How many entries stand in each state, above the list."""
        figures = [(State(code).label, number) for code, number in selectors.standing().items()]
        return {**super().get_context_data(*args, **kwargs), "figures": figures}

    def get_edit_url(self, instance: Adoption) -> None:
        """Entries change by being told on."""


class AdoptionCardView(generic.InspectView):
    """One entry: what was told, by whom, and what may be done."""

    template_name = "practices/admin/adoption.html"
    any_permission_required = ["view"]
    header_icon = "site"

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Tell on, take out, begin a page of its own."""
        entry = self.object
        if entry.withdrawn_at or not self.user_has_permission("change"):
            return []
        deeds = [
            ("move", _("Tell on"), "edit"),
            ("withdraw", _("Take out as a mistake"), "cross"),
        ]
        if entry.state == State.IN_USE and may_draft(self.request.user):
            deeds.append(("draft", _("Begin a practice page"), "doc-empty"))
        return [
            HeaderButton(label, url=reverse(f"adoptions:{name}", args=[entry.pk]), icon_name=icon)
            for name, label, icon in deeds
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry = self.object
        titles = selectors.titles([entry.practice_key], _language())
        return {
            **super().get_context_data(**kwargs),
            "entry": entry,
            "title": titles.get(entry.practice_key, ""),
            "practice": selectors.practice_of(entry.practice_key, _language()),
            "steps": list(entry.steps.select_related("by", "picture"))[::-1],
            "history": list(log_registry.get_logs_for_instance(entry).select_related("user")),
        }


def may_draft(user: Any) -> bool:
    """Whether this member of staff may add pages to a library."""
    return any(
        index.permissions_for_user(user).can_add_subpage()
        for index in PracticeIndexPage.objects.all()
    )


class DeedView(StaffFormView):
    """A form that asks for one deed and says in words why it was refused."""

    template_name = "practices/admin/deed.html"
    permission = "practices.change_adoption"
    header_icon = "site"
    #: Error of a service to the words staff read.
    refusals: dict[type[Exception], Any] = {
        errors.OwnPractice: _("It is the practice of this municipality itself."),
        errors.AlreadyRecorded: _("This municipality is in the ledger already: tell on there."),
        errors.PracticeNotOpen: _("This practice is not on the site."),
        errors.MoveNotAllowed: _("Somebody has told on in the meantime. Open the entry again."),
        errors.WrongDay: _("The day lies in the future or before the last one told."),
        errors.AdoptionClosed: _("This entry was taken out of the ledger."),
        errors.NotInUse: _("Only what is in use becomes a practice of its own."),
        errors.AlreadyDescribed: _("This municipality has such a page already."),
    }

    @cached_property
    def entry(self) -> Adoption:
        """The entry of the address."""
        rows = Adoption.objects.current().with_place()
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def by_id(self) -> int:
        """Who of the staff does it."""
        return cast(int, self.request.user.pk)

    def do(self, form: Any) -> str:
        """Call the service; returns where to go on."""
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Do it, or say why not with all that was typed still there."""
        try:
            with transaction.atomic():
                onward = self.do(form)
        except tuple(self.refusals) as refusal:
            form.add_error(None, self.refusals[type(refusal)])
            return self.form_invalid(form)
        messages.success(self.request, gettext("It is kept."))
        return redirect(onward)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the ledger, the deed."""
        ledger = {"url": reverse("adoptions:index"), "label": _("Adoptions")}
        return [*self.breadcrumbs_items, ledger, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the frame of the form needs."""
        context = super().get_context_data(**kwargs)
        return {**context, "media": context["form"].media}


class RecordView(DeedView):
    """A municipality enters the ledger by what an editor heard."""

    permission = "practices.add_adoption"
    form_class = NewHeardForm
    page_title = _("New adoption")

    def do(self, form: NewHeardForm) -> str:
        practice = form.cleaned_data["practice"]
        entry = services.record_adoption(
            practice_key=practice.translation_key,
            territory_id=form.cleaned_data["territory"].pk,
            statement=form.heard(by_id=self.by_id, title=practice.title),
            at=clock.now(),
        )
        return card_url(entry)


class MoveView(DeedView):
    """What was heard next."""

    form_class = HeardForm
    page_title = _("Tell on")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "adoption": self.entry}

    def do(self, form: HeardForm) -> str:
        heard = form.heard(by_id=self.by_id, title=self.entry.territory.name)
        services.move_adoption(adoption_id=self.entry.pk, statement=heard, at=clock.now())
        return card_url(self.entry)


class WithdrawView(DeedView):
    """The entry was a mistake."""

    form_class = forms.Form
    page_title = _("Take out as a mistake")
    submit_label = _("Take it out")
    explanation = _(
        "It leaves the page of the practice and all counts. "
        "A practice that stopped is no mistake: tell on instead."
    )

    def do(self, form: forms.Form) -> str:
        services.withdraw_adoption(adoption_id=self.entry.pk, by_id=self.by_id, at=clock.now())
        return card_url(self.entry)


class DraftView(DeedView):
    """A page of its own grows out of what the municipality told."""

    form_class = forms.Form
    page_title = _("Begin a practice page")
    submit_label = _("Begin the draft")
    explanation = _(
        "A draft is made with the municipality, the topics and what was told. "
        "It is linked to the first practice."
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for those who may add pages; a page that is there already is opened."""
        if not may_draft(request.user):
            raise PermissionDenied
        if page := drafting.page_of(self.entry):
            messages.info(request, gettext("This municipality has such a page already."))
            return redirect("wagtailadmin_pages:edit", page.pk)
        return super().dispatch(request, *args, **kwargs)

    def do(self, form: forms.Form) -> str:
        page_id = drafting.draft_from_adoption(
            adoption_id=self.entry.pk, by_id=self.by_id, at=clock.now()
        )
        return reverse("wagtailadmin_pages:edit", args=[page_id])
