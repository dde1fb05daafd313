"""Answers about norms, shaped for pages and the admin."""

from django.db.models import Exists, OuterRef

from portal.norms.models import Norm, Recheck


def checks_waiting_for(page_id: int) -> list[Recheck]:
    """The undecided checks of a page, each with the change that asked for it. One query."""
    return list(Recheck.objects.filter(page=page_id, decided_at=None).with_change().oldest_first())


def has_checks() -> Exists:
    """Whether a page of an outer query waits for a check: most do not and need not ask which."""
    return Exists(Recheck.objects.waiting().filter(page=OuterRef("pk")))


def by_slug(slug: str) -> Norm:
    """The norm with this short name; raises Norm.DoesNotExist."""
    return Norm.objects.get(slug=slug)
