"""Who cites norms: rooms above say where their citations stand, norms never know the rooms."""

from dataclasses import dataclass

from django.db.models import Model

from portal.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Citations:
    """Rows that each join one page to one norm."""

    model: type[Model]
    #: Names of the fields that hold the page and the norm.
    page: str
    norm: str


#: By the name of the room. Rows are those of the published state, not of drafts.
citations: Registry[Citations] = Registry("citations of norms")


def pages_citing(norm_id: int) -> set[int]:
    """Ids of the pages that cite a norm, published or not."""
    found: set[int] = set()
    for _name, cited in citations:
        rows = cited.model._default_manager.filter(**{cited.norm: norm_id})
        found.update(rows.values_list(cited.page, flat=True))
    return found


def cited_by(page_id: int) -> set[int]:
    """Ids of the norms a page cites."""
    found: set[int] = set()
    for _name, cited in citations:
        rows = cited.model._default_manager.filter(
            **{cited.page: page_id, f"{cited.norm}__isnull": False}
        )
        found.update(rows.values_list(cited.norm, flat=True))
    return found
