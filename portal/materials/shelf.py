"""The list of materials as readers narrow it."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.utils.translation import gettext as _

from portal.core.narrowing import Facet, Wanted
from portal.materials import selectors
from portal.materials.models import MaterialPage
from portal.materials.querysets import MaterialPageQuerySet
from portal.topics.models import Topic

PER_PAGE = 20
_FIELDS = {"kind": "kind", "topic": "topics__slug", "lang": "material_language"}


def shown(language: str, parameters: Mapping[str, str]) -> dict[str, Any]:
    """One part of the list and the facets with counts, in three queries for the facets."""
    topics = list(Topic.objects.in_order())
    options: dict[str, list[tuple[str, Any]]] = {
        "kind": list(MaterialPage.Kind.choices),
        "topic": [(topic.slug, topic.title) for topic in topics],
        "lang": list(MaterialPage.Language.choices),
    }
    known = {name: [value for value, _label in pairs] for name, pairs in options.items()}
    wanted = Wanted.read(parameters, known)
    every = MaterialPage.objects.open_in(language)
    found = _narrowed(every, wanted).newest_first().select_related("organisation", "locale")
    part = Paginator(found, PER_PAGE).get_page(parameters.get("page"))
    return {
        "part": part,
        "rows": [selectors.row(material) for material in part],
        "facets": [_facet(every, wanted, name, options[name]) for name in _FIELDS],
        "is_narrowed": bool(wanted),
        "unknown": wanted.unknown,
    }


def _narrowed(every: MaterialPageQuerySet, wanted: Wanted) -> MaterialPageQuerySet:
    chosen = {_FIELDS[name]: value for name, value in wanted.chosen.items()}
    found: MaterialPageQuerySet = every.filter(**chosen)
    return found


def _facet(
    every: MaterialPageQuerySet, wanted: Wanted, name: str, options: list[tuple[str, Any]]
) -> Facet:
    titles = {"kind": _("Kind"), "topic": _("Topic"), "lang": _("Language of the material")}
    rest = _narrowed(every, wanted.without(name)).order_by()
    counts = dict(rest.values_list(_FIELDS[name]).annotate(Count("pk", distinct=True)))
    return wanted.facet(titles[name], name, options, counts)
