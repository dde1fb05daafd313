"""What staff see of accounts and of the texts people agree to."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.snippets.views.snippets import DeleteView, EditView, SnippetViewSet
from wagtail.users.views import users

from membership.accounts.models import ConsentText
from membership.accounts.staff_forms import UserCreationForm, UserEditForm


class UserIndexView(users.IndexView):
    """Contacts instead of the username, which nobody knows."""

    search_fields = {"first_name", "last_name", "email", "phone"}

    @cached_property
    def columns(self) -> list[BaseColumn]:
        contacts = [
            Column("email", label=_("E-mail"), sort_key="email", width="18%"),
            Column("phone", label=_("Phone"), sort_key="phone", width="14%"),
        ]
        own: list[BaseColumn] = []
        for column in super().columns:
            if column.name == "name":
                column.accessor = str  # people without a name are known by their contact
            own += contacts if column.name == "username" else [column]
        return own


class UserViewSet(users.UserViewSet):
    """Accounts with an e-mail address, a phone number, or both."""

    ordering = "last_name"
    index_view_class = UserIndexView

    def get_form_class(self, for_update: bool = False) -> type:
        return UserEditForm if for_update else UserCreationForm


class UnansweredOnly:
    """A text that somebody answered is neither changed nor deleted; a new version is added."""

    def get_object(self, *args: Any, **kwargs: Any) -> ConsentText:
        """The text; its words are closed once they were answered."""
        text: ConsentText = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if text.answers.exists():
            raise PermissionDenied
        return text


class ConsentTextEditView(UnansweredOnly, EditView):
    """Of texts nobody has answered yet."""


class ConsentTextDeleteView(UnansweredOnly, DeleteView):
    """Of texts nobody has answered yet."""


class ConsentTextViewSet(SnippetViewSet):
    """Versions of consent texts; the newest in force is the one that people are shown."""

    model = ConsentText
    icon = "form"
    menu_label = _("Consent texts")
    list_display = ["__str__", "in_force_from"]
    list_filter = ["service", "channel"]
    edit_view_class = ConsentTextEditView
    delete_view_class = ConsentTextDeleteView
    copy_view_enabled = True
    inspect_view_enabled = True
    panels = [
        MultiFieldPanel(
            [FieldPanel("purpose"), FieldPanel("service"), FieldPanel("channel")], _("What about")
        ),
        MultiFieldPanel([FieldPanel("version"), FieldPanel("in_force_from")], _("Version")),
        FieldPanel("text_ky"),
        FieldPanel("text_ru"),
    ]
