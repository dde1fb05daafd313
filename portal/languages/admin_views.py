"""The board in the admin: the overview, the list, one item, and the deeds."""

from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from portal.core import clock
from portal.languages import items, selectors, services
from portal.languages.errors import MayNotTranslate, TwinExists
from portal.languages.forms import AssignForm, ExpectForm, ListForm

VIEW, CHANGE = "languages.view_translationstate", "languages.change_translationstate"


class ParityView(PermissionRequiredMixin, WagtailAdminTemplateMixin, View):
    """What the screens of the board share."""

    permission_required = VIEW
    raise_exception = True
    header_icon = "globe"
    page_title = ""

    def get_page_title(self) -> str:
        """Shown in the header."""
        return _("Languages")

    def shown(self, **context: Any) -> HttpResponse:
        """The screen."""
        crumbs = [
            *self.breadcrumbs_items,
            {"url": reverse("parity:board"), "label": _("Languages")},
        ]
        shared = {
            "breadcrumbs_items": crumbs,
            "languages": selectors.language_names(),
            "may_change": self.request.user.has_perm(CHANGE),
        }
        answer: HttpResponse = self.render_to_response(self.get_context_data(**shared, **context))
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The header of Wagtail with the breadcrumbs of the board."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "breadcrumbs_items": kwargs["breadcrumbs_items"]}


class BoardView(ParityView):
    """Section by section and type by type: what each language has."""

    template_name = "languages/admin/board.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the board."""
        return self._board()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Write down in which sections the optional languages are expected."""
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        form = ExpectForm(request.POST, known=selectors.sections())
        if not form.is_valid():
            return self._board(form)
        services.expect(sections=form.sections())
        messages.success(request, _("Written down."))
        return redirect("parity:board")

    def _board(self, form: ExpectForm | None = None) -> HttpResponse:
        known = selectors.sections()
        return self.shown(
            lines=selectors.overview(known), expect_form=form or ExpectForm(known=known)
        )


class ListView(ParityView):
    """Items, narrowed and in parts."""

    template_name = "languages/admin/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a part of the list."""
        known = selectors.sections()
        form = ListForm(request.GET, known=known)
        wanted = {**form.wanted(), "user_id": request.user.pk}
        part = selectors.listed(wanted, known, request.GET.get("p"), clock.today())
        query = request.GET.copy()
        query.pop("p", None)
        here = request.get_full_path()
        chosen = sum(bool(value) for value in form.wanted().values())
        return self.shown(part=part, form=form, chosen=chosen, kept=query.urlencode(), here=here)


class ItemView(ParityView):
    """One item: its languages, who owes them, and what can be done."""

    template_name = "languages/admin/item.html"

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Show the item."""
        return self._item(page_id)

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Draft, mark, assign or waive, as the pressed button says."""
        deed = {
            "draft": self._draft,
            "in_line": self._in_line,
            "assign": self._assign,
            "waive": self._waive,
            "unwaive": self._unwaive,
        }.get(request.POST.get("deed", ""))
        language = request.POST.get("language", "")
        if deed is None or language not in items.languages():
            return redirect("parity:item", page_id)
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        get_object_or_404(_items(), pk=page_id)
        return deed(page_id, language)

    def _item(self, page_id: int, bad: AssignForm | None = None, code: str = "") -> HttpResponse:
        page = get_object_or_404(_items(), pk=page_id)
        item = selectors.item(page, clock.today())
        states = selectors.states_of(page)
        rows = [
            {
                "cell": cell,
                "form": bad if bad and cell.code == code else _filled(page, states, cell.code),
            }
            for cell in item.cells
        ]
        return self.shown(item=item, rows=rows)

    def _draft(self, page_id: int, language: str) -> HttpResponse:
        try:
            twin = services.draft_twin(page_id=page_id, language=language, user=self.request.user)
        except TwinExists:
            messages.warning(self.request, _("Somebody has made this page already."))
            return self._back(page_id)
        except MayNotTranslate:
            raise PermissionDenied from None
        messages.success(
            self.request,
            _("The draft is made from the original. Write the translation over its words."),
        )
        return redirect("wagtailadmin_pages:edit", twin.pk)

    def _in_line(self, page_id: int, language: str) -> HttpResponse:
        page = get_object_or_404(_items(), pk=page_id)
        twin = page.get_translations(inclusive=True).filter(locale__language_code=language).first()
        if twin is None:
            raise Http404
        if not twin.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        services.mark_in_line(page_id=twin.pk, user=self.request.user)
        messages.success(self.request, _("Marked: the translation follows its original."))
        return self._back(page_id)

    def _assign(self, page_id: int, language: str) -> HttpResponse:
        page = get_object_or_404(_items(), pk=page_id)
        form = AssignForm(self.request.POST, page=page, language=language)
        if not form.is_valid():
            return self._item(page_id, form, language)
        owner = form.cleaned_data["owner"]
        services.assign(
            page_id=page_id,
            language=language,
            owner_id=owner.pk if owner else None,
            due_on=form.cleaned_data["due_on"],
        )
        messages.success(self.request, _("Written down."))
        return self._back(page_id)

    def _waive(self, page_id: int, language: str) -> HttpResponse:
        services.waive(page_id=page_id, language=language)
        return self._back(page_id)

    def _unwaive(self, page_id: int, language: str) -> HttpResponse:
        services.waive(page_id=page_id, language=language, waived=False)
        return self._back(page_id)

    def _back(self, page_id: int) -> HttpResponse:
        """To the list the button stood in, else to the item."""
        url = self.request.POST.get("next", "")
        hosts = {self.request.get_host()}
        if url and url_has_allowed_host_and_scheme(url, hosts, self.request.is_secure()):
            return redirect(url)
        return redirect("parity:item", page_id)


def _items() -> Any:
    return Page.objects.filter(pk__in=items.originals().values("pk"))


def _filled(page: Page, states: dict[str, Any], code: str) -> AssignForm:
    state = states.get(code)
    initial = {"owner": state.owner_id, "due_on": state.due_on} if state else {}
    return AssignForm(page=page, language=code, initial=initial, auto_id=f"{code}_%s")
