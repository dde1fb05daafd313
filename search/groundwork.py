"""What search needs before the first question: the synonyms to start with."""

from collections.abc import Iterator
from pathlib import Path

import yaml

from portal.core import roles
from search import synonyms
from search.models import Synonym

_DATA = Path(__file__).parent / "data" / "synonyms.yaml"


def lay() -> None:
    """Write the rows to start with, once; what editors drop later stays dropped."""
    if not Synonym.objects.filter(origin=Synonym.Origin.EDITORS).exists():
        Synonym.objects.bulk_create(rows_to_start_with(), ignore_conflicts=True)
    synonyms.follow_register()
    deeds = ("add", "change", "delete", "view")
    roles.grant(roles.CONTENT_ADMINISTRATOR, *(f"search.{deed}_synonym" for deed in deeds))


def rows_to_start_with() -> Iterator[Synonym]:
    """Synonyms of municipal life, as the file has them."""
    for kind, rows in yaml.safe_load(_DATA.read_text(encoding="utf-8")).items():
        for kyrgyz, russian, *others in rows:
            yield Synonym(kind=kind, kyrgyz=kyrgyz, russian=russian, others=", ".join(others))
