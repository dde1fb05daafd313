"""The rolls in the admin: the card of an event, its list to take away, and paper lists."""

from typing import Any, cast

from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_safe
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.core import clock
from portal.events import selectors, services, sheets
from portal.events.errors import SheetApplied, SheetTooLong, SheetUnreadable, TooEarly, TooLate
from portal.events.forms import ByHandForm, SheetForm
from portal.events.models import AttendanceSheet, Registration, Roll
from portal.events.querysets import RegistrationQuerySet
from portal.events.services.registering import Guest

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_QUERY = 60
_MOST_SHOWN = 500
_TOO_EARLY = gettext_lazy(
    "The day of the event has not come yet: who was there is marked on that day."
)


class RollIndexView(IndexView):
    """Events with counts, the latest first."""

    def get_base_queryset(self) -> Any:
        """Titles in the language of the screen, and the numbers of people. One query."""
        language = (translation.get_language() or "ru")[:2]
        return Roll.objects.with_title(language).with_counts()


def _roll(pk: int) -> Roll:
    language = (translation.get_language() or "ru")[:2]
    return get_object_or_404(Roll.objects.with_title(language).with_counts(), pk=pk)


def _staff(request: HttpRequest) -> int:
    return cast(int, request.user.pk)


def _narrowed(roll: Roll, request: HttpRequest) -> tuple[RegistrationQuerySet, dict[str, str]]:
    """The people asked for by ``state`` and ``q``, and what was understood of both."""
    state, text = request.GET.get("state", ""), request.GET.get("q", "")[:_LONGEST_QUERY]
    people = roll.registrations.matching(text)
    if state == "came":
        people = people.filter(attended_at__isnull=False)
    elif state == "absent":
        people = people.with_a_place().filter(attended_at=None)
    elif state in Registration.State.values:
        people = people.filter(state=state)
    else:
        state = ""
    return people.order_by("name_key", "pk"), {"state": state, "text": text}


class _Screen(PermissionRequiredMixin, WagtailAdminTemplateMixin, View):
    """What the screens of a roll share."""

    permission_required: Any = "events.change_registration"
    raise_exception = True
    header_icon = "calendar-check"
    title = ""

    def get_page_title(self) -> str:
        """Shown in the header."""
        return self.title or _("Registrations")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list of rolls, this screen."""
        above = {"url": reverse("event-rolls:index"), "label": _("Registrations")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]

    def shown(self, status: int = 200, **context: Any) -> HttpResponse:
        """The screen with what it needs."""
        items = {"breadcrumbs_items": self.get_breadcrumbs_items()}
        answer: HttpResponse = self.render_to_response(
            self.get_context_data(**items, **context), status=status
        )
        return answer


def _person(roll_id: int, number: str) -> Registration:
    known = number.isascii() and number.isdigit() and len(number) < 15
    people = Registration.objects.filter(roll=roll_id).select_related("roll")
    return get_object_or_404(people, pk=int(number) if known else 0)


class RollCardView(_Screen):
    """The people of an event with filters; adding and cancelling by hand."""

    permission_required = "events.view_registration"
    template_name = "events/admin/card.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the card."""
        return self._card(pk, ByHandForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Add or cancel, as the pressed button says."""
        if not request.user.has_perm("events.change_registration"):
            return self.handle_no_permission()
        if "cancel" in request.POST:
            return self._cancel(_person(pk, request.POST["cancel"]))
        if "ask" in request.POST:
            return self._asked(_person(pk, request.POST["ask"]))
        form = ByHandForm(request.POST)
        if not form.is_valid():
            return self._card(pk, form)
        language = "ky" if request.POST.get("language") == "ky" else "ru"
        registration = services.add_by_hand(
            roll_id=_roll(pk).pk,
            guest=Guest(**form.cleaned_data, language=language),
            at=clock.now(),
        )
        words = {"name": registration.name, "state": registration.get_state_display()}
        messages.success(request, _("%(name)s is on the list: %(state)s.") % words)
        return redirect("event-rolls:card", pk)

    def _asked(self, person: Registration) -> HttpResponse:
        """The person is told at once: ask before."""
        self.template_name = "events/admin/take_off.html"
        return self.shown(person=person, roll=person.roll)

    def _cancel(self, registration: Registration) -> HttpResponse:
        try:
            services.cancel(registration_id=registration.pk, at=clock.now())
        except TooLate:
            messages.warning(self.request, _("The event has begun: nobody is taken off the list."))
        else:
            words = {"name": registration.name}
            messages.success(self.request, _("%(name)s is taken off and told so.") % words)
        return redirect("event-rolls:card", registration.roll_id)

    def _card(self, pk: int, form: ByHandForm) -> HttpResponse:
        roll = _roll(pk)
        people, asked = _narrowed(roll, self.request)
        shown = list(people.select_related("user")[:_MOST_SHOWN])
        services.note_list_seen(
            registration_ids=[one.pk for one in shown],
            by_user_id=_staff(self.request),
            at=clock.now(),
        )
        self.title = roll.title  # type: ignore[attr-defined]
        page = selectors.page_of(roll, (translation.get_language() or "ru")[:2])
        return self.shown(
            status=422 if form.errors else 200,
            roll=roll,
            when=selectors.when(roll),
            event=page,
            people=shown,
            form=form,
            has_begun=roll.starts_at <= clock.now(),
            may_change=self.request.user.has_perm("events.change_registration"),
            states=[
                ("", _("All")),
                *Registration.State.choices,
                ("came", _("Were there")),
                ("absent", _("Have a place, did not come")),
            ],
            **asked,
        )


@require_safe
@permission_required("events.view_registration", raise_exception=True)
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The people asked for as a spreadsheet in which nothing is a formula."""
    roll = _roll(pk)
    people = list(_narrowed(roll, request)[0])
    services.note_list_seen(
        registration_ids=[one.pk for one in people], by_user_id=_staff(request), at=clock.now()
    )
    headings = [
        pgettext("of a person", "Name"), _("Organisation and position"), _("Phone"), _("E-mail"),
        _("State"), _("Registered"), _("Was there"),
    ]  # fmt: skip
    content = sheets.written([str(one) for one in headings], [_line(one) for one in people])
    answer = HttpResponse(content, content_type=_XLSX)
    name = f"event-{localtime(roll.starts_at):%Y-%m-%d}-{roll.pk}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _line(one: Registration) -> list[str]:
    registered = date_format(localtime(one.registered_at), "d.m.Y H:i")
    came = _("yes") if one.attended_at else ""
    state = str(one.get_state_display())
    return [one.name, one.organisation, one.phone, one.email, state, registered, came]


class SheetView(_Screen):
    """Uploading a paper list that somebody has typed off."""

    template_name = "events/admin/sheet.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form."""
        return self.shown(roll=_roll(pk), form=SheetForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Read the file and go on to the preview; nothing is taken over yet."""
        roll, form = _roll(pk), SheetForm(request.POST, request.FILES)
        if not roll.has_come_by(clock.now()):
            form.add_error("file", _TOO_EARLY)
        if form.is_valid():
            try:
                read = sheets.opened(form.cleaned_data["file"])
            except SheetTooLong:
                form.add_error("file", sheets.too_long())
            except SheetUnreadable as error:
                form.add_error("file", sheets.unreadable(error))
            else:
                sheet = services.keep_sheet(
                    roll_id=roll.pk,
                    rows=read.rows,
                    unused=read.unused,
                    by_user_id=_staff(request),
                    at=clock.now(),
                )
                return redirect("event-rolls:preview", sheet.pk)
        return self.shown(status=422, roll=roll, form=form)

    def get_page_title(self) -> str:
        """Shown in the header."""
        return _("Attendance from a spreadsheet")


class PreviewView(_Screen):
    """What taking a paper list over would do, line by line."""

    template_name = "events/admin/preview.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the lines with their verdicts."""
        sheet = get_object_or_404(AttendanceSheet, pk=pk, applied_at=None)
        people = sheets.in_order_of_trust(sheet.roll.registrations.all())
        lines = sheets.compared([sheets.Row(**row) for row in sheet.rows], people)
        counts: dict[str, int] = {}
        for line in lines:
            counts[line.verdict] = counts.get(line.verdict, 0) + 1
        unused = ", ".join(sheet.unused)
        return self.shown(roll=_roll(sheet.roll_id), lines=lines, counts=counts, unused=unused)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the list over."""
        sheet = get_object_or_404(AttendanceSheet, pk=pk)
        try:
            counts = services.apply_sheet(sheet_id=pk, at=clock.now())
        except SheetApplied:
            messages.warning(request, _("This list was taken over before."))
        except TooEarly:
            messages.error(request, _TOO_EARLY)
        else:
            came = sum(n for verdict, n in counts.items() if verdict not in {"twice", "wrong"})
            words = ngettext(
                "%(number)s person is marked as having been there.",
                "%(number)s people are marked as having been there.",
                came,
            )
            messages.success(request, words % {"number": came})
        return redirect("event-rolls:card", sheet.roll_id)

    def get_page_title(self) -> str:
        """Shown in the header."""
        return _("Before it is taken over")
