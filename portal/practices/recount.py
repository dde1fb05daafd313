"""Computes the facts of practices from the practices themselves, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Max, Sum

from portal.practices.adoptions.selectors import adopted_counts
from portal.practices.facts import PracticeFacts
from portal.practices.models import PracticePage
from portal.practices.parts import Cost, Evidence
from portal.territories import figures, lineage
from portal.territories.models import Territory
from portal.territories.querysets import FIGURES

Proof = PracticeFacts.Proof


def facts_of(page_ids: Iterable[int] | None = None) -> list[PracticeFacts]:
    """What the library should hold of these practices, or of all: the published ones."""
    pages = PracticePage.objects.live()
    if page_ids is not None:
        pages = pages.filter(pk__in=list(page_ids))
    found = list(pages.select_related("territory__parent__parent__parent", "locale"))
    places = {page.territory_id for page in found}
    known, heirs = figures.known(places), lineage.areas_of_heirs(places)
    ids = pages.values("pk")
    topics, costs, proofs = _topics(ids), _costs(ids), _proofs(ids)
    adopted = adopted_counts()
    return [
        PracticeFacts(
            practice_id=page.pk,
            translation_key=page.translation_key,
            language=page.locale.language_code,
            heirs_in=_in_order(heirs.get(page.territory_id)),
            topics=topics[page.pk],
            year=_year(page),
            outcome=page.outcome,
            cost_tyiyn=costs.get(page.pk),
            proof=proofs.get(page.pk, Proof.NONE),
            adopted_count=adopted.get(page.translation_key, 0),
            published_at=page.first_published_at,
            **place_of(page.territory),
            **_figures(page, known.get(page.territory_id, figures.Known())),
        )
        for page in found
    ]


def place_of(territory: Territory) -> dict[str, Any]:
    """The unit with its level, its oblast and the rayon or city right below the oblast."""
    here, below = territory, None
    while here.parent is not None:
        here, below = here.parent, here
    return {
        "territory_id": territory.pk,
        "level": territory.level,
        "oblast_id": here.pk,
        "area_id": below.pk if below else None,
    }


def _in_order(pairs: set[tuple[int, int | None]] | None) -> list[list[int | None]] | None:
    """The pairs as JSON keeps them, always in the same order."""
    if pairs is None:
        return None
    return [list(pair) for pair in sorted(pairs, key=lambda pair: (pair[0], pair[1] or 0))]


def _figures(page: PracticePage, known: figures.Known) -> dict[str, int | None]:
    """What the passport says; what it leaves open, the register may know."""
    values: dict[str, int | None] = {}
    for kind in FIGURES:
        told: figures.Figure | None = getattr(known, kind)
        own = getattr(page, kind)
        values[kind] = own if own is not None else (told.value if told else None)
    return values


def _year(page: PracticePage) -> int | None:
    day = page.finished_on or page.started_on
    return day.year if day else None


def _topics(pages: Any) -> dict[int, list[str]]:
    links = PracticePage.topics.through.objects.filter(practicepage__in=pages)
    found: dict[int, list[str]] = defaultdict(list)
    for page_id, slug in links.order_by("topic__position").values_list(
        "practicepage_id", "topic__slug"
    ):
        found[page_id].append(slug)
    return found


def _costs(pages: Any) -> dict[int, int]:
    costs = Cost.objects.filter(practice__in=pages).order_by()
    return dict(costs.values_list("practice").annotate(Sum("amount_tyiyn")))


def _proofs(pages: Any) -> dict[int, str]:
    rows = Evidence.objects.filter(practice__in=pages).order_by()
    return {
        page_id: Proof.CHECKED if checked_on else Proof.GIVEN
        for page_id, checked_on in rows.values_list("practice").annotate(Max("checked_on"))
    }
