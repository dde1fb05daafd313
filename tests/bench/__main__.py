"""``python -m tests.bench``: figures as ratios against a limit measured in the same run.

Processor time of this process, the median of rounds in turn, so that a busy machine disturbs
both sides alike. Ends with 1 when a ratio is above its limit.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS, REQUESTS = 9, 60


def main() -> int:
    """Measure and print one line a figure."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        _prepare(Path(folder))
        from django.test import Client

        browser = Client(headers={"host": "127.0.0.1"})
        figures = [
            ("home, kept page, against the barest view", "/ky/", "/healthz", 3.0),
            ("practices, kept page, against the barest view", "/ky/practices/", "/healthz", 3.0),
            (
                "search, common word, against the empty search page",
                "/ky/search/?q=суу",
                "/ky/search/",
                4.0,
            ),
        ]
        results = [_measured(browser.get, *figure) for figure in figures]
        from tests.bench import library

        results.append(library.measured())
    return 0 if all(results) else 1


def _prepare(folder: Path) -> None:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings.demo", "DATA_DIR": str(folder)}
    import django

    django.setup()
    from django.core.management import call_command

    from tests import migrated

    shutil.copy(migrated.database(), folder / "portal.sqlite3")
    for command in ("prepare", "load_demo"):
        call_command(command)
    call_command("collectstatic", interactive=False, verbosity=0)


def _measured(
    get: Callable[[str], object], name: str, path: str, beside: str, limit: float
) -> bool:
    ratios = []
    for _ in range(ROUNDS):
        ours, theirs = _seconds(get, path), _seconds(get, beside)
        ratios.append(ours / theirs)
    ratio = statistics.median(ratios)
    verdict = "ok" if ratio <= limit else "ABOVE"
    sys.stdout.write(f"{name}: {ratio:.2f} (limit {limit:.1f}) {verdict}\n")
    return ratio <= limit


def _seconds(get: Callable[[str], object], path: str) -> float:
    get(path)
    started = time.process_time()
    for _ in range(REQUESTS):
        get(path)
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
