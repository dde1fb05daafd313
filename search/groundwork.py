"""What search needs before the first question: synonyms to start with, and an index."""

from collections.abc import Iterator
from pathlib import Path

import yaml

from portal.core import roles
from search import language, services, synonyms
from search.models import IndexedEntry, Synonym

_DATA = Path(__file__).parent / "data" / "synonyms.yaml"


def lay() -> None:
    """Write the rows to start with, once; what editors drop later stays dropped."""
    if not Synonym.objects.filter(origin=Synonym.Origin.EDITORS).exists():
        Synonym.objects.bulk_create(rows_to_start_with(), ignore_conflicts=True)
        synonyms.changed()
    synonyms.follow_register()
    deeds = ("add", "change", "delete", "view")
    for model in ("synonym", "promotedresult"):
        roles.grant(roles.CONTENT_ADMINISTRATOR, *(f"search.{deed}_{model}" for deed in deeds))
    roles.grant(roles.CONTENT_ADMINISTRATOR, "search.view_askedquery")
    roles.grant(roles.CLIENT_ADMINISTRATOR, "search.view_askedquery")
    if not IndexedEntry.objects.filter(version=language.VERSION).exists():
        services.rebuild()  # a new version analyses otherwise, or has other columns


def rows_to_start_with() -> Iterator[Synonym]:
    """Synonyms of municipal life, as the file has them."""
    for kind, rows in yaml.safe_load(_DATA.read_text(encoding="utf-8")).items():
        for kyrgyz, russian, *others in rows:
            yield Synonym(kind=kind, kyrgyz=kyrgyz, russian=russian, others=", ".join(others))
