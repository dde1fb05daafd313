"""Lists of people from trainings in the admin: entered, looked at, taken over, followed."""

from collections import Counter
from typing import Any, cast

from django import forms
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from membership.clients import people_lists, services
from membership.clients.errors import ListApplied, ListTooLong, ListUnnamed, ListUnreadable
from membership.clients.models import Invitation, SignupList
from membership.clients.models.invitations import MOST_SENT
from membership.clients.naming_columns import NamingForm
from membership.clients.services.invitations import AGAIN_AFTER
from membership.clients.sheets.words import COLUMNS, trouble
from portal.core import clock
from portal.core.audience import Category
from portal.core.choosing import choices_of
from portal.events.models import Roll
from portal.events.sheets import Row, Table
from portal.territories.forms import TerritoryField

_LATEST_EVENTS = 40
_LONGEST_TEXT = 60_000


class PeopleListForm(forms.Form):
    """Where the list comes from, and the people: a spreadsheet or typed lines."""

    title = forms.CharField(
        label=gettext_lazy("What it is the list of"),
        max_length=200,
        help_text=gettext_lazy("Named in the invitation, in the language of the people."),
    )
    title_other = forms.CharField(
        label=gettext_lazy("The same in the other language"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "For people whose card is kept in it. Empty: their invitation is written in the "
            "language of the others."
        ),
    )
    roll = forms.ChoiceField(label=gettext_lazy("Event of the Portal"), required=False)
    held_on = forms.DateField(
        label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the invitations"),
        choices=[("ky", gettext_lazy("Kyrgyz")), ("ru", gettext_lazy("Russian"))],
    )
    category = forms.ChoiceField(label=gettext_lazy("Category"), choices=Category)
    territory = TerritoryField(label=gettext_lazy("Municipality of the people"), required=False)
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        required=False,
        help_text=gettext_lazy(
            "XLSX or CSV. The first line names the columns: name, phone, e-mail, organisation. "
            "Those called otherwise are named in the next step."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    typed = forms.CharField(
        label=gettext_lazy("Or type the people, one to a line"),
        required=False,
        max_length=_LONGEST_TEXT,
        help_text=gettext_lazy("For example: Асанова Айгүл, 0555 123 456, катчы"),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = (translation.get_language() or "ru")[:2]
        rolls: Any = Roll.objects.with_title(language).order_by("-starts_at")[:_LATEST_EVENTS]
        choices_of(self, "roll").choices = [
            ("", _("not an event of the Portal")),
            *((str(one.pk), f"{one.starts_at:%d.%m.%Y} {one.title}") for one in rolls if one.title),
        ]

    def clean(self) -> dict[str, Any]:
        """Read the people, from wherever they come."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["rows"], cleaned["table"] = [], None
        if file := cleaned.get("file"):
            try:
                cleaned["table"] = people_lists.from_file(file)
            except ListTooLong as error:
                self.add_error("file", _too_long(error))
            except ListUnreadable as error:
                self.add_error("file", _unreadable(error))
        elif typed := cleaned.get("typed"):
            try:
                cleaned["rows"] = people_lists.from_text(typed)
            except ListTooLong as error:
                self.add_error("typed", _too_long(error))
        if not (cleaned["rows"] or cleaned["table"] or self.errors):
            self.add_error("typed", _("Choose a spreadsheet or type at least one person."))
        return cleaned


def _unreadable(error: ListUnreadable) -> str:
    if told := str(error):
        return trouble(told)
    return _("This file cannot be read. It must be XLSX or CSV, up to 5 MB.")


def _too_long(error: ListTooLong) -> str:
    said = _("The list has more than %(most)s people. Enter it in parts.")
    return said % {"most": error.args[0]}


class PeopleColumnsForm(NamingForm):
    """What stands in the columns of a list of people."""

    fillable = {
        "name": COLUMNS["full_name"].label,
        "surname": COLUMNS["family_name"].label,
        "given": COLUMNS["given_name"].label,
        "patronymic": COLUMNS["patronymic"].label,
        "phone": COLUMNS["phone"].label,
        "email": COLUMNS["email"].label,
        "organisation": gettext_lazy("Organisation or position"),
    }
    needed = people_lists.NAMING
    missing = gettext_lazy("Choose the column in which the names of the people stand.")


def _columns_of(source: SignupList, data: Any = None) -> PeopleColumnsForm:
    table = Table(**source.table)
    samples = table.samples
    header = (table.header + [""] * len(samples))[: len(samples)]
    return PeopleColumnsForm(data, header=header, samples=samples, initial=source.mapping)


class ListIndexView(generic.IndexView):
    """Lists with what came of them, the latest first."""

    page_title = gettext_lazy("Lists of people")
    add_item_label = gettext_lazy("Enter a list")

    def get_base_queryset(self) -> Any:
        """With counts. One query."""
        return SignupList.objects.annotate(
            invited=Count("invitations"),
            confirmed=Count("invitations", filter=Q(invitations__confirmed_at__isnull=False)),
        ).order_by("-made_at", "-pk")

    def get_edit_url(self, instance: SignupList) -> None:
        """Lists are not edited."""


class _Screen(PermissionRequiredMixin, WagtailAdminTemplateMixin, View):
    """What the screens of a list share."""

    permission_required = "clients.add_signuplist"
    raise_exception = True
    header_icon = "list-ul"
    page_title: Any = gettext_lazy("Lists of people")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, all lists, this screen."""
        above = {"url": reverse("people-lists:index"), "label": _("Lists of people")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]

    def shown(self, status: int = 200, **context: Any) -> HttpResponse:
        """The screen with what it needs."""
        items = {"breadcrumbs_items": self.get_breadcrumbs_items()}
        answer: HttpResponse = self.render_to_response(
            self.get_context_data(**items, **context), status=status
        )
        return answer


class EnterListView(_Screen):
    """A new list."""

    template_name = "clients/admin/lists/enter.html"
    page_title = gettext_lazy("Enter a list")

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form; ``?event=`` chooses the event."""
        return self.shown(form=PeopleListForm(initial={"roll": request.GET.get("event", "")}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the list and show what taking it over does."""
        form = PeopleListForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.shown(status=422, form=form)
        told = form.cleaned_data
        kept = services.keep_list(
            title=told["title"],
            title_other=told["title_other"],
            rows=told["rows"],
            table=told["table"],
            language=told["language"],
            category=told["category"],
            roll_id=int(told["roll"]) if told["roll"] else None,
            held_on=told["held_on"],
            territory_id=told["territory"].pk if told["territory"] else None,
            by_user_id=cast(int, request.user.pk),
            at=clock.now(),
        )
        return redirect("people-lists:card", kept.pk)


class ListCardView(_Screen):
    """Before it is taken over: every line with its verdict. After: who answered."""

    template_name = "clients/admin/lists/card.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the list."""
        source = get_object_or_404(SignupList, pk=pk)
        self.page_title = source.title
        if source.applied_at is None:
            return self._waiting(source, source.table and _columns_of(source))
        invited = source.invitations.select_related("client").order_by("client__sort_key", "pk")
        due = Invitation.objects.due_at(clock.now(), most=MOST_SENT, again_after=AGAIN_AFTER)
        return self.shown(
            source=source, invited=list(invited[:2000]), due=due.filter(source=source).count()
        )

    def _waiting(self, source: SignupList, form: Any, status: int = 200) -> HttpResponse:
        lines = people_lists.compared(Row(**row) for row in source.rows)
        table = Table(**source.table) if source.table else None
        return self.shown(
            status=status,
            source=source,
            lines=lines,
            unnamed=people_lists.waits_for_names(source),
            counts=dict(Counter(line.verdict for line in lines)),
            to_correct=[line.typed for line in lines if line.is_to_correct],
            mapping_form=form,
            left_out=people_lists.people_of(table, source.mapping).unused if table else [],
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the list over, read or correct it, delete it, invite again, as the button says."""
        source = get_object_or_404(SignupList, pk=pk)
        if request.POST.get("deed") == "read" and source.table:
            form = _columns_of(source, request.POST)
            if not form.is_valid():
                self.page_title = source.title
                return self._waiting(source, form, status=422)
            services.name_columns(list_id=pk, mapping=form.mapping())
            return redirect("people-lists:card", pk)
        if "remind" in request.POST:
            sent = services.remind_invited(list_id=pk, at=clock.now())
            words = ngettext("%(n)s invitation is sent.", "%(n)s invitations are sent.", sent)
            messages.success(request, words % {"n": sent})
            return redirect("people-lists:card", pk)
        try:
            return self._done(request, pk)
        except ListApplied:
            messages.warning(request, _("This list was taken over before."))
        except ListUnnamed:
            messages.error(request, PeopleColumnsForm.missing)
        except ListTooLong as error:
            messages.error(request, _too_long(error))
        return redirect("people-lists:card", pk)

    def _done(self, request: HttpRequest, pk: int) -> HttpResponse:
        if "drop" in request.POST:
            services.drop_list(list_id=pk)
            messages.success(request, _("The list is deleted; nobody was entered or invited."))
            return redirect("people-lists:index")
        if "correct" in request.POST:
            services.correct_list(list_id=pk, typed=request.POST.get("typed", "")[:_LONGEST_TEXT])
            return redirect("people-lists:card", pk)
        services.apply_list(list_id=pk, by_user_id=cast(int, request.user.pk), at=clock.now())
        messages.success(request, _("The list is taken over, the invitations are on their way."))
        return redirect("people-lists:card", pk)
