"""Answers about norms, shaped for pages and the admin."""

from portal.norms.models import Norm, Recheck


def checks_waiting_for(page_id: int) -> list[Recheck]:
    """The undecided checks of a page, each with the change that asked for it. One query."""
    return list(Recheck.objects.filter(page=page_id, decided_at=None).with_change().oldest_first())


def by_slug(slug: str) -> Norm:
    """The norm with this short name; raises Norm.DoesNotExist."""
    return Norm.objects.get(slug=slug)
