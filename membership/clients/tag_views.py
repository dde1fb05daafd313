"""All tags: how many cards have each, and what may be done with the tag itself."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.clients import services
from membership.clients.errors import NameTaken, TagInUse
from membership.clients.looking_views import LookingScreen
from membership.clients.models import ClientTag, SavedView, Segment, TaggedClient
from portal.core import clock


class NameForm(forms.Form):
    """What a tag is called."""

    name = forms.CharField(label=gettext_lazy("Name of the tag"), max_length=100)


class TagsView(LookingScreen):
    """The list of tags, the most used first."""

    permission_required = "clients.change_client"
    title = gettext_lazy("Tags")
    template_name = "clients/admin/list/tags.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        return self._tags()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Rename one, merge it into another, or delete it."""
        given = request.POST.get("tag", "")[:9]
        tag = get_object_or_404(ClientTag, pk=int(given) if given.isdecimal() else 0)
        if request.POST.get("deed") == "drop":
            return self._drop(tag)
        form = NameForm(request.POST)
        if not form.is_valid():
            return self._tags(wrong=tag.pk, form=form, status=422)
        if request.POST.get("deed") == "merge":
            return self._merge(tag, form)
        try:
            services.rename_tag(tag_id=tag.pk, name=form.cleaned_data["name"])
        except NameTaken:
            return self._merge(tag, form, status=422)
        return redirect("clients:tags")

    def _merge(self, tag: ClientTag, form: NameForm, status: int = 200) -> HttpResponse:
        """Into the one of this name; only after it was said what that touches."""
        into = ClientTag.called(form.cleaned_data["name"], but=tag.pk)
        if into is None:
            form.add_error("name", _("There is no other tag of this name."))
            return self._tags(wrong=tag.pk, form=form, status=422)
        if "sure" not in self.request.POST:
            return self._offer(tag, into, status)
        services.merge_tags(
            tag_id=tag.pk, into_id=into.pk, by_user_id=self.staff_id, at=clock.now()
        )
        told = _("The tag “%(gone)s” has become “%(into)s”.") % {
            "gone": tag.name,
            "into": into.name,
        }
        messages.success(self.request, told)
        return redirect("clients:tags")

    def _offer(self, tag: ClientTag, into: ClientTag, status: int) -> HttpResponse:
        cards = TaggedClient.objects.filter(tag=tag).order_by()
        having_both = TaggedClient.objects.filter(tag=into).order_by().values("content_object")
        return self._tags(
            status=status,
            gone=tag,
            into=into,
            cards=cards.count(),
            both=cards.filter(content_object__in=having_both).count(),
            **self._touched(tag),
        )

    def _touched(self, tag: ClientTag) -> dict[str, Any]:
        """Who asks for a tag: by name what she may see, lists of colleagues by number."""
        views, others = SavedView.objects.told_to(self.staff_id, "tags", tag.pk)
        segments = Segment.objects.asking_for("tag", tag.pk)
        return {"segments": segments, "views": views, "others": others}

    def _drop(self, tag: ClientTag) -> HttpResponse:
        """Unless it is asked for: then who asks is named."""
        try:
            services.drop_tag(tag_id=tag.pk, by_user_id=self.staff_id, at=clock.now())
        except TagInUse:
            return self._tags(status=422, kept=tag, **self._touched(tag))
        messages.success(self.request, _("The tag is deleted; the clients stay."))
        return redirect("clients:tags")

    def _tags(self, status: int = 200, **context: Any) -> HttpResponse:
        tags = ClientTag.objects.annotate(cards=Count("items")).order_by("-cards", "name")
        return self.shown(status=status, tags=tags, **context)
