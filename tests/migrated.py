"""A migrated SQLite database kept between test runs: migrating anew takes longer than most tests.

The file is named after the contents of all migrations, ours and those of the packages, so a changed
migration makes a new one.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[1]


def database() -> Path:
    """The kept database, made when there is none for the migrations as they are now."""
    folder = Path(tempfile.gettempdir()) / f"portal-migrated-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    kept = folder / f"{_fingerprint()}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            _make(kept)
    return kept


def _make(kept: Path) -> None:
    growing = kept.with_suffix(".growing")
    growing.unlink(missing_ok=True)
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
    growing.rename(kept)


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
