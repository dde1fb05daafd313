"""``python -m tests.on_servers``: the database tests on PostgreSQL, then journeys 1, 3 and 5 on
PostgreSQL and Redis with a separate worker.

Starts both servers from Debian's packages on free ports, with their data in a temporary folder,
and ends them. As root, PostgreSQL runs as the user ``postgres``: it refuses to run as root.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.journeys.running_site import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

JOURNEYS = [
    "tests/journeys/test_1_registration.py",
    "tests/journeys/test_3_card.py",
    "tests/journeys/test_3_card_notices.py",
    "tests/journeys/test_5_practice.py",
]


def _postgres_program(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else name


def _as_postgres() -> dict[str, int]:
    if os.getuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid}


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL of our own; gives the address of its server without a database name."""
    data, port = folder / "postgres", free_port()
    data.mkdir()
    who = _as_postgres()
    if who:
        shutil.chown(data, "postgres", "postgres")
    subprocess.run(
        [_postgres_program("initdb"), "-D", data, "-U", "portal", "-A", "trust", "-E", "UTF8",
         "--locale=C.UTF-8", "--no-sync"],
        check=True, stdout=subprocess.DEVNULL, **who,
    )  # fmt: skip
    server = subprocess.Popen(
        [_postgres_program("postgres"), "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", data,
         "-c", "fsync=off", "-c", "synchronous_commit=off"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **who,
    )  # fmt: skip
    try:
        _wait_for([_postgres_program("pg_isready"), "-h", "127.0.0.1", "-p", str(port)])
        yield f"postgres://portal@127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """A Redis of our own; gives its address."""
    port = free_port()
    server = subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder],
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(["redis-cli", "-p", str(port), "ping"])
        yield f"redis://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(command: list[str]) -> None:
    for _ in range(100):
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return
        time.sleep(0.2)
    raise TimeoutError(command[0])


def _pytest(*arguments: str, **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


def main() -> int:
    """Run both parts; 0 when both pass."""
    with tempfile.TemporaryDirectory(prefix="portal-servers-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with postgres(folder) as server, redis(folder) as redis_url:
            database_tests = _pytest(
                "-n", "2", "--dist", "loadfile", "-m", "not journey and not static",
                DATABASE_URL=f"{server}/portal",
            )  # fmt: skip
            subprocess.run(
                [_postgres_program("createdb"), "-h", "127.0.0.1", "-p", server.rsplit(":", 1)[1],
                 "-U", "portal", "journeys"], check=True,
            )  # fmt: skip
            journeys = _pytest(
                *JOURNEYS,
                JOURNEY_DATABASE_URL=f"{server}/journeys",
                JOURNEY_REDIS_URL=redis_url,
            )
    return database_tests or journeys


if __name__ == "__main__":
    sys.exit(main())
