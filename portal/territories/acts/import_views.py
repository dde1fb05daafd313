"""A new classifier in the admin: sent in, compared, ticked, applied."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from portal.territories.acts import classifier, words
from portal.territories.acts.admin_views import ENTER, StaffView
from portal.territories.acts.errors import ActRefused
from portal.territories.acts.import_forms import ApplyForm, ClassifierForm
from portal.territories.acts.models import Classifier
from portal.territories.models import Territory


class SendView(StaffView):
    """Send the file; nothing changes yet."""

    permission_required = ENTER
    template_name = "territories/admin/classifier.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.shown(form=ClassifierForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the rows and show what differs."""
        form = ClassifierForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.shown(form=form, status=422)
        name, rows = form.cleaned_data["file"]
        entry = self.entry()
        kept = Classifier.objects.create(
            name=name[:250],
            rows=[asdict(row) for row in rows],
            sent_by_id=entry.by_id,
            sent_at=entry.at,
        )
        return redirect("register-acts:differences", kept.pk)

    def get_page_title(self) -> str:
        """Shown in the header."""
        return _("A new classifier")


class DifferencesView(StaffView):
    """What differs from the register of today; the ticked ones become acts of one day."""

    permission_required = ENTER
    template_name = "territories/admin/differences.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The differences."""
        return self.of(self.rows(pk), ApplyForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Apply what was ticked."""
        rows, form = self.rows(pk), ApplyForm(request.POST)
        if "all" in request.POST:
            form.errors.clear()
            return self.of(rows, form)
        if not form.is_valid():
            return self.of(rows, form, status=422)
        ticked, heirs = set(request.POST.getlist("tick")), self.heirs()
        if wrong := _not_to_be_applied(ticked, heirs):
            form.add_error(None, wrong)
            return self.of(rows, form, status=422)
        try:
            acts = classifier.apply(
                rows=rows,
                ticked=ticked,
                heirs=heirs,
                on=form.cleaned_data["on"],
                act=form.document(),
                entry=self.entry(),
            )
        except ActRefused as error:
            form.add_error(None, words.refusal(error))
            return self.of(rows, form, status=422)
        except Territory.DoesNotExist:
            form.add_error(None, _("Tick the unit above, too: it is not in the register yet."))
            return self.of(rows, form, status=422)
        told = ngettext("%(number)s act is entered.", "%(number)s acts are entered.", len(acts))
        messages.success(request, told % {"number": len(acts)})
        return redirect("register-acts:differences", pk)

    def heirs(self) -> dict[str, str]:
        """By key of a unit that is gone, what was chosen as its heir."""
        return {
            key.removeprefix("into-"): str(value)
            for key, value in self.request.POST.items()
            if key.startswith("into-") and value
        }

    def rows(self, pk: int) -> list[classifier.Row]:
        """The rows of the classifier of the address."""
        return [classifier.Row(**row) for row in get_object_or_404(Classifier, pk=pk).rows]

    def of(self, rows: list[classifier.Row], form: ApplyForm, *, status: int = 200) -> HttpResponse:
        """The screen."""
        found, heirs = classifier.differences(rows), self.heirs()
        groups = [
            (kind, label, [(one, heirs.get(one.key)) for one in found if one.kind == kind])
            for kind, label in _kinds().items()
        ]
        ticked = set(self.request.POST.getlist("tick"))
        ticked |= {one.key for one in found if one.kind == self.request.POST.get("all")}
        return self.shown(
            form=form,
            groups=groups,
            any=bool(found),
            ticked=ticked,
            status=status,
        )

    def get_page_title(self) -> str:
        """Shown in the header."""
        return _("What the classifier says otherwise")


def _not_to_be_applied(ticked: set[str], heirs: dict[str, str]) -> str:
    """Why nothing can be entered as it is ticked; empty when it can."""
    if not ticked:
        return _("Nothing is ticked.")
    if any(key.startswith("gone-") and key not in heirs for key in ticked):
        return _(
            "A unit that is gone is ticked without what it became. Choose it; a unit divided "
            "among several is entered as an act of its own, a dissolution."
        )
    return ""


def _kinds() -> dict[str, str]:
    return {
        "new": _("New in the classifier"),
        "gone": _("No longer in the classifier"),
        "changed": _("Renamed, moved or otherwise changed"),
        "confirmed": _("Go on as before"),
    }
