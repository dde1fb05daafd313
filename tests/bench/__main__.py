"""``python -m tests.bench [part …]``: figures as ratios against a limit measured in the same run.

Processor time, the median of rounds in turn, so that a busy machine disturbs both sides alike. The
figures of language are shares of words. Ends with 1 when a limit is not held. Measures on
SQLite, or on the empty database that ``DATABASE_URL`` names.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def main(wanted: list[str]) -> int:
    """Measure the parts named, or all of them, and print one line a figure."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        _prepare(Path(folder))
        parts = _parts(Path(folder))
        held = [measure() for name, measure in parts.items() if not wanted or name in wanted]
    return 0 if all(held) else 1


def _prepare(folder: Path) -> None:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings.demo", "DATA_DIR": str(folder)}
    import django

    django.setup()
    from django.core.management import call_command

    from tests import migrated

    if os.environ.get("DATABASE_URL"):
        call_command("migrate", verbosity=0)
    else:
        shutil.copy(migrated.database(), folder / "portal.sqlite3")
    for command in ("prepare", "load_demo"):
        call_command(command)
    call_command("collectstatic", interactive=False, verbosity=0)


def _parts(folder: Path) -> dict[str, Callable[[], bool]]:
    """What can be measured, by name; each tells whether its limits hold."""
    from tests.bench import (
        bank,
        duplicates,
        imports,
        kept_page,
        language,
        library,
        notices,
        pages,
        search,
        segments,
    )

    return {
        "language": lambda: language.report(sys.stdout.write),
        "pages": lambda: _told(pages.measure()),
        "kept": lambda: _told([(kept_page.NAME, kept_page.measure(folder), kept_page.LIMIT)]),
        "library": library.measured,
        "bank": bank.measured,
        "notices": lambda: notices.measured(folder),
        "search": search.measured,
        "duplicates": duplicates.measured,
        "imports": imports.measured,
        "segments": segments.measured,
    }


def _told(figures: Sequence[tuple[str, float, float | None]]) -> bool:
    """Print each figure; a figure without a limit is shown beside the others."""
    for name, ratio, limit in figures:
        beside = "no limit" if limit is None else f"limit {limit:.1f}"
        verdict = "ok" if _holds(ratio, limit) else "ABOVE"
        sys.stdout.write(f"{name}: {ratio:.2f} ({beside}) {verdict}\n")
    return all(_holds(ratio, limit) for _name, ratio, limit in figures)


def _holds(ratio: float, limit: float | None) -> bool:
    return limit is None or ratio <= limit


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
