"""Segments in the admin: the list, the builder, and why somebody is in one."""

from typing import Any, cast

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button, HeaderButton

from membership.clients import figures, matrix_table, services
from membership.clients.errors import SegmentMalformed
from membership.clients.forms import MatrixForm, SearchForm
from membership.clients.models import AccessTrace, Client, SavedView, Segment
from membership.clients.querysets import ClientQuerySet
from membership.clients.segments import compiler, tree
from membership.clients.segments.conditions import Condition, known
from membership.clients.segments.forms import (
    ConditionForm,
    FieldForm,
    GroupForm,
    SegmentForm,
)
from membership.clients.segments.tree import Node
from portal.core import clock

#: Names shown beside the count, and of those looked for.
SAMPLE = 10


class SegmentIndexView(generic.IndexView):
    """All segments."""

    page_title = gettext_lazy("Segments")
    any_permission_required = ["view", "change"]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """To a new one, for those who may."""
        if not self.user_has_permission("add"):
            return []
        url = reverse("segments:new")
        return [HeaderButton(gettext_lazy("New segment"), url=url, icon_name="plus")]


class _SegmentScreen(PermissionCheckedMixin, generic.WagtailAdminTemplateMixin, TemplateView):
    """A page of one segment."""

    model = Segment
    header_icon = "group"

    @cached_property
    def segment(self) -> Segment:
        """The segment of the address."""
        return get_object_or_404(Segment, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        """Its name."""
        return self.segment.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list, the segment."""
        index = {"url": reverse("segments:index"), "label": gettext_lazy("Segments")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_title()}]

    def here(self) -> HttpResponse:
        """Back to the builder."""
        return redirect("segments:build", self.segment.pk)


class NewSegmentView(_SegmentScreen):
    """A segment begins with its name."""

    permission_required = "add"
    template_name = "clients/admin/segments/new.html"

    def get_page_title(self) -> str:
        """There is no name yet."""
        return _("New segment")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, or what was wrong with it."""
        kwargs.setdefault("form", SegmentForm())
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make it and go on to its conditions."""
        form = SegmentForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        segment = services.make_segment(
            name=form.cleaned_data["name"], by_user_id=cast(int, request.user.pk), at=clock.now()
        )
        return redirect("segments:build", segment.pk)


class BuildView(_SegmentScreen):
    """The conditions, how many are in, ten of them, and whoever is asked about by name."""

    any_permission_required = ["view", "change"]
    template_name = "clients/admin/segments/build.html"

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """To its name and its end, for those who may; in a list, so that a phone has room."""
        if not self.user_has_permission("change"):
            return []
        return [
            Button(label, url=reverse(name, args=[self.segment.pk]), icon_name=icon, priority=place)
            for place, (name, label, icon) in enumerate(
                (
                    ("segments:name", gettext_lazy("Rename or copy"), "edit"),
                    ("segments:drop", gettext_lazy("Delete"), "bin"),
                )
            )
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One query counts, one brings the sample, whose data are thereby looked at."""
        found = compiler.clients(self.segment.tree, on=clock.today())
        sample = list(found.select_related("territory")[:SAMPLE])
        asked_about = self._asked_about(found)
        services.leave_traces(
            client_ids=[one.pk for one in {*sample, *asked_about}],
            by_user_id=cast(int, self.request.user.pk),
            deed=AccessTrace.Deed.SEEN,
            at=clock.now(),
        )
        return super().get_context_data(
            segment=self.segment,
            lines=compiler.described(self.segment.tree),
            count=found.order_by().count(),
            sample=sample,
            search_form=SearchForm(self.request.GET),
            asked_about=asked_about,
            field_form=FieldForm(),
            group_form=GroupForm(),
            may_change=self.user_has_permission("change"),
            list_url=f"{reverse('clients:index')}?segment={self.segment.pk}",
            **kwargs,
        )

    def _asked_about(self, inside: ClientQuerySet) -> list[Client]:
        """Those looked for by name, address or number, each with whether she is in."""
        found = SearchForm(self.request.GET).found().select_related("territory")
        is_in = Exists(inside.filter(pk=OuterRef("pk")).order_by())
        return list(found.annotate(is_in=is_in)[:SAMPLE])


class FiguresView(_SegmentScreen):
    """The segment by category and service, with growth, as the first screen tells of the base."""

    any_permission_required = ["view", "change"]
    template_name = "clients/admin/segments/figures.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One query counts all of it."""
        today, form = clock.today(), MatrixForm(self.request.GET)
        chosen = form.chosen()
        inside = compiler.clients(self.segment.tree, on=today)
        matrix = figures.matrix(today, of=inside, **chosen)
        table = matrix_table.of(matrix, {**chosen, "segment": self.segment.pk})
        return super().get_context_data(segment=self.segment, form=form, **table, **kwargs)


class WhyView(_SegmentScreen):
    """In because, out because: each condition for one client."""

    any_permission_required = ["view", "change"]
    template_name = "clients/admin/segments/why.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask the database, not the reader's memory."""
        client = get_object_or_404(Client, pk=self.kwargs["client_pk"])
        services.leave_trace(
            client_id=client.pk,
            by_user_id=cast(int, self.request.user.pk),
            deed=AccessTrace.Deed.SEEN,
            at=clock.now(),
        )
        is_in, lines = compiler.why(self.segment.tree, client.pk, on=clock.today())
        return super().get_context_data(
            segment=self.segment, client=client, is_in=is_in, lines=lines, **kwargs
        )


class OfClientView(PermissionCheckedMixin, generic.WagtailAdminTemplateMixin, TemplateView):
    """All segments as one client sees them: in or out, each with the way to the reason."""

    model = Segment
    any_permission_required = ["view", "change"]
    template_name = "clients/admin/segments/of_client.html"
    header_icon = "group"
    page_title = gettext_lazy("In which segments")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, all segments, this screen."""
        index = {"url": reverse("segments:index"), "label": gettext_lazy("Segments")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask all of them at once; her data are thereby looked at."""
        client = get_object_or_404(Client, pk=self.kwargs["client_pk"])
        services.leave_trace(
            client_id=client.pk,
            by_user_id=cast(int, self.request.user.pk),
            deed=AccessTrace.Deed.SEEN,
            at=clock.now(),
        )
        segments = list(Segment.objects.all())
        inside = compiler.holding(client.pk, segments, on=clock.today())
        rows = [(segment, segment.pk in inside) for segment in segments]
        return super().get_context_data(client=client, rows=rows, **kwargs)


class ConditionView(_SegmentScreen):
    """A new condition in a group (``?in=place&field=name``), or a known one (``?at=place``)."""

    permission_required = "change"
    template_name = "clients/admin/segments/condition.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead back from a place that is gone."""
        try:
            return cast(HttpResponse, super().dispatch(request, *args, **kwargs))
        except SegmentMalformed:
            _say_it_is_gone(request)
            return self.here()

    @cached_property
    def node(self) -> Node | None:
        """The condition to be changed; None for a new one.

        Raises:
            SegmentMalformed: it is not there any more, or was changed.
        """
        place = self.request.GET.get("at")
        return tree.at(self.segment.tree, place) if place else None

    def _asked(self) -> tuple[str, Condition]:
        """The name of the thing asked about, and the thing."""
        field = self.node.get("field", "") if self.node else self.request.GET.get("field", "")
        condition = dict(known).get(field)
        if condition is None:
            raise Http404
        return field, condition

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, filled with what is asked so far."""
        field, condition = self._asked()
        kwargs.setdefault("form", ConditionForm(field, condition, initial=self.node))
        return super().get_context_data(segment=self.segment, condition=condition, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep it, or look among the values for a name: Enter does so after a new word."""
        word, found = (request.POST.get(name, "").strip() for name in ("find", "found"))
        if "look" in request.POST or ("enter" in request.POST and word not in ("", found)):
            typed = ConditionForm(*self._asked()).as_typed(request.POST)
            form = ConditionForm(*self._asked(), initial=typed)
            return self.render_to_response(self.get_context_data(form=form))
        form = ConditionForm(*self._asked(), request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        keep = services.add_to_segment if self.node is None else services.replace_in_segment
        place = request.GET.get("in" if self.node is None else "at", "")
        _try(request, keep, self.segment.pk, place=place, node=form.node())
        return self.here()


class ChangeView(_SegmentScreen):
    """Groups and removals: small forms of the builder, sent by POST."""

    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what the button says."""
        place, deed = request.POST.get("place", ""), request.POST.get("deed")
        pk, form = self.segment.pk, GroupForm(request.POST)
        if deed == "remove":
            _try(request, services.remove_from_segment, pk, place=place)
        elif form.is_valid():
            keep = services.replace_in_segment if deed == "match" else services.add_to_segment
            _try(request, keep, pk, place=place, node=form.node())
        return self.here()


class NameView(_SegmentScreen):
    """Another name, or the same conditions once more under another name."""

    permission_required = "change"
    template_name = "clients/admin/segments/name.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form with the name as it is, or what was wrong with the new one."""
        kwargs.setdefault("form", SegmentForm(instance=self.segment))
        return super().get_context_data(segment=self.segment, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Rename or copy, as the pressed button says."""
        copies = "copy" in request.POST
        form = SegmentForm(request.POST, instance=None if copies else self.segment)
        if not form.is_valid():
            self.segment.refresh_from_db()
            return self.render_to_response(self.get_context_data(form=form), status=422)
        name, pk, at = form.cleaned_data["name"], self.segment.pk, clock.now()
        if not copies:
            services.rename_segment(segment_id=pk, name=name, at=at)
            return self.here()
        by = cast(int, request.user.pk)
        copy = services.copy_segment(segment_id=pk, name=name, by_user_id=by, at=at)
        messages.success(request, _("This is the copy; the first segment stays as it was."))
        return redirect("segments:build", copy.pk)


class DropView(_SegmentScreen):
    """Deleting asks first, and names the saved lists that would hold nobody."""

    permission_required = "change"
    template_name = "clients/admin/segments/drop.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Her lists and the shared ones by name, those of others by number."""
        staff = cast(int, self.request.user.pk)
        named, others = SavedView.objects.told_to(staff, "segment", self.segment.pk)
        return super().get_context_data(segment=self.segment, named=named, others=others, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Delete it."""
        services.drop_segment(segment_id=self.segment.pk)
        messages.success(request, _("The segment is deleted."))
        return redirect("segments:index")


def _try(request: HttpRequest, keep: Any, segment_id: int, **change: Any) -> None:
    try:
        keep(segment_id=segment_id, at=clock.now(), **change)
    except SegmentMalformed:
        _say_it_is_gone(request)


def _say_it_is_gone(request: HttpRequest) -> None:
    messages.error(
        request,
        _(
            "Nothing was done: this part of the segment was changed or removed meanwhile, or the "
            "segment would grow too large. Look at it as it is now."
        ),
    )
