"""Words Wagtail would keep in the language of whoever came first.

A few texts of its choosers and snippets are translated once, when a class or a form is made, and
then stand in that language for everybody. Here they are put off until they are shown. Each goes
away when Wagtail does the same. ``theirs`` keeps the messages out of our own catalogues.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.urls import reverse_lazy
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as theirs
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import AdminPageChooser
from wagtail.models import Page
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

_SNIPPET = {
    "choose_one_text": theirs("Choose"),
    "choose_another_text": theirs("Choose another"),
    "link_to_chosen_text": theirs("Edit"),
}


def put_off() -> None:
    """Make the words follow the language of the screen."""
    ChooserViewSet.choose_one_text = theirs("Choose")
    ChooserViewSet.choose_another_text = theirs("Choose another")
    ChooserViewSet.edit_item_text = theirs("Edit")
    ChooserViewSet.search_tab_label = theirs("Search")
    ChooserViewSet.create_action_label = theirs("Create")
    SnippetViewSet.breadcrumbs_items = property(_way_to_snippets)
    _after_init(AdminSnippetChooser, _name_snippet)
    _after_init(AdminPageChooser, _name_page)


def _after_init(widget: type[Any], name: Callable[[Any, dict[str, Any]], None]) -> None:
    made = widget.__init__

    @wraps(made)
    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        given = dict(kwargs)
        made(self, *args, **kwargs)
        name(self, given)

    widget.__init__ = init


def _name_snippet(widget: AdminSnippetChooser, given: dict[str, Any]) -> None:
    name = widget.model._meta.verbose_name
    for attribute, words in _SNIPPET.items():
        if attribute not in given:
            setattr(widget, attribute, _beside(words, name))


def _name_page(widget: AdminPageChooser, given: dict[str, Any]) -> None:
    if widget.model is Page or "choose_one_text" in given:
        return
    name = widget.model._meta.verbose_name
    widget.choose_one_text = _beside(AdminPageChooser.choose_one_text, capfirst(name))


def _beside(words: Any, name: Any) -> Any:
    """The name in brackets: a verb before it would ask for another case of it."""
    return format_lazy("{} ({})", words, name)


def _way_to_snippets(viewset: SnippetViewSet) -> list[dict[str, Any]]:
    way = [{"url": reverse_lazy("wagtailadmin_home"), "label": theirs("Home")}]
    if not viewset.get_menu_item_is_registered():
        way.append({"url": reverse_lazy("wagtailsnippets:index"), "label": theirs("Snippets")})
    return way
