"""Answers about partners, shaped for lists."""

from portal.partners.models import Project


def projects(slugs: set[str] | None = None) -> list[Project]:
    """Projects with their donors in the order of their names; only those of ``slugs`` if given."""
    found = Project.objects.select_related("donor")
    return list(found if slugs is None else found.filter(slug__in=slugs))
