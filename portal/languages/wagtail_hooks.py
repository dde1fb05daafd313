"""Registration with Wagtail's admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from portal.core import navigation
from portal.core.admin_menu import shown_with
from portal.core.pages import BasePage
from portal.languages import admin_views, selectors, services
from portal.languages.models import TwinTask

_ADDRESSES = (
    [
        path("", admin_views.BoardView.as_view(), name="board"),
        path("items/", admin_views.ListView.as_view(), name="list"),
        path("items/<int:page_id>/", admin_views.ItemView.as_view(), name="item"),
    ],
    "parity",
)


def addresses() -> list[Any]:
    """The board."""
    return [path("languages/", include(_ADDRESSES))]


def menu_item() -> MenuItem:
    """The place of the board in the menu."""
    return shown_with(admin_views.VIEW)(
        _("Languages"), reverse("parity:board"), name="languages", icon_name="globe", order=220
    )


def permissions() -> Any:
    """Rights an administrator can give to groups."""
    return Permission.objects.filter(
        content_type__app_label="languages",
        codename__in=["view_translationstate", "change_translationstate"],
    )


def log_actions(actions: LogActionRegistry) -> None:
    """Words for the history of a page."""
    actions.register_action("languages.in_line", _("In line"), _("Brought in line"))


def compare_words(request: HttpRequest, page: Page) -> None:
    """Whoever saves a copied twin may have translated it."""
    if isinstance(page, BasePage):
        services.compare_words(page_id=page.pk)


def name_untouched(request: HttpRequest, page: Page) -> None:
    """Why the step of the translation cannot be approved yet, with the way to the twin."""
    task = page.current_workflow_task
    if request.method != "GET" or not isinstance(task and task.specific, TwinTask):
        return
    words = _("This step can be approved once the copy is translated: {title} ({language})")
    for twin in selectors.untouched_twins(page):
        language = navigation.OWN_NAMES[twin.locale.language_code]
        address = reverse("wagtailadmin_pages:edit", args=[twin.pk])
        linked = format_html('<a href="{}">{}</a>', address, twin.title)
        messages.warning(request, format_html(str(words), title=linked, language=language))


def styles() -> str:
    """The sheet of the board."""
    return format_html('<link rel="stylesheet" href="{}">', static("languages/admin.css"))


hooks.register("before_edit_page", name_untouched)
hooks.register("after_edit_page", compare_words)
hooks.register("insert_global_admin_css", styles)
hooks.register("register_admin_urls", addresses)
hooks.register("register_admin_menu_item", menu_item)
hooks.register("register_permissions", permissions)
hooks.register("register_log_actions", log_actions)
