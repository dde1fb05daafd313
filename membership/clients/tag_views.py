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
from membership.clients.models import ClientTag, SavedView, Segment
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
        """Rename one, or delete it."""
        given = request.POST.get("tag", "")[:9]
        tag = get_object_or_404(ClientTag, pk=int(given) if given.isdecimal() else 0)
        if request.POST.get("deed") == "drop":
            return self._drop(tag)
        form = NameForm(request.POST)
        if form.is_valid():
            try:
                services.rename_tag(tag_id=tag.pk, name=form.cleaned_data["name"])
            except NameTaken:
                form.add_error("name", _("There is such a tag already."))
            else:
                return redirect("clients:tags")
        return self._tags(wrong=tag.pk, form=form, status=422)

    def _drop(self, tag: ClientTag) -> HttpResponse:
        """Unless it is asked for: then who asks is named."""
        try:
            services.drop_tag(tag_id=tag.pk, by_user_id=self.staff_id, at=clock.now())
        except TagInUse:
            views, others = SavedView.objects.told_to(self.staff_id, "tags", tag.pk)
            segments = Segment.objects.asking_for("tag", tag.pk)
            return self._tags(status=422, kept=tag, segments=segments, views=views, others=others)
        messages.success(self.request, _("The tag is deleted; the clients stay."))
        return redirect("clients:tags")

    def _tags(self, status: int = 200, **context: Any) -> HttpResponse:
        tags = ClientTag.objects.annotate(cards=Count("items")).order_by("-cards", "name")
        return self.shown(status=status, tags=tags, **context)
