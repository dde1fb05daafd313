"""Facts that a page has in common with its twins in the other languages."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from wagtail.models import Page, Revision


@transaction.atomic
def write_on_twins(page: Page, names: Collection[str]) -> list[int]:
    """Write fields of a page on its twins, and into what their editors will open next.

    Returns:
        The twins whose fields said something else, published or not.
    """
    model = type(page)
    live = {name: getattr(page, name) for name in names}
    twins = model._default_manager.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    others = list(twins.exclude(**live).values_list("pk", flat=True))
    twins.update(**live)
    data: dict[str, Any] = page.serializable_data()
    for revision in Revision.objects.filter(pk__in=twins.values("latest_revision")):
        revision.content.update({name: data[name] for name in names})
        revision.save(update_fields=["content"])
    return others
