"""A migrated SQLite database kept between test runs: migrating anew takes longer than most tests.

The file is named after the contents of all migrations, ours and those of the packages, so a changed
migration makes a new one.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps

from tests.kept import kept

ROOT = Path(__file__).resolve().parents[1]


def database() -> Path:
    """The kept database, made when there is none for the migrations as they are now."""
    return kept("migrated", f"{_fingerprint()}.sqlite3", _make)


def _make(growing: Path) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{growing}",
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
    }
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT, env=environment, check=True,
    )  # fmt: skip
    subprocess.run([sys.executable, "-c", _TO_ONE_FILE, str(growing)], check=True, env=environment)


#: Leave WAL mode, so that the database is one file that can be copied.
_TO_ONE_FILE = (
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"
    "c.execute('PRAGMA wal_checkpoint(TRUNCATE)');"
    "c.execute('PRAGMA journal_mode=DELETE'); c.close()"
)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for config in apps.get_app_configs():
        found = find_spec(f"{config.name}.migrations")
        if found is None or not found.submodule_search_locations:
            continue
        for path in sorted(Path(found.submodule_search_locations[0]).glob("*.py")):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:24]
