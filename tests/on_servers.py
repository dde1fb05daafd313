"""``python -m tests.on_servers``: the database tests on PostgreSQL and Elasticsearch, then journeys
1, 3 and 5 on PostgreSQL and Redis with a separate worker.

Starts the servers on free ports, with their data in a temporary folder, and ends them: PostgreSQL
and Redis from Debian's packages, Elasticsearch from Maven. As root, PostgreSQL and Elasticsearch
run as the user ``postgres``: they refuse to run as root. ``ELASTICSEARCH_URL`` names another one.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.journeys.running_site import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
_TEMPLATE = "migrated"
ELASTICSEARCH = "org.elasticsearch.distribution.integ-test-zip:elasticsearch:8.19.9:zip"
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
         "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off",
         "-c", "jit=off"],
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


@contextmanager
def elasticsearch(folder: Path) -> Iterator[str]:
    """The Elasticsearch named in the environment, or one of our own; gives its address."""
    if named := os.environ.get("ELASTICSEARCH_URL"):
        yield named
        return
    home, port, who = _unpacked_elasticsearch(folder), free_port(), _as_postgres()
    java = Path(shutil.which("java") or "java").resolve().parents[1]
    options = {
        "discovery.type": "single-node", "http.port": port, "transport.port": free_port(),
        "network.host": "127.0.0.1", "xpack.security.enabled": "false",
        "cluster.routing.allocation.disk.threshold_enabled": "false",
    }  # fmt: skip
    server = subprocess.Popen(
        [home / "bin" / "elasticsearch", *(f"-E{name}={value}" for name, value in options.items())],
        env={**os.environ, "ES_JAVA_HOME": str(java), "ES_JAVA_OPTS": "-Xms384m -Xmx384m"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **who,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        ask = f"import urllib.request as r; r.urlopen('{url}/_cluster/health', timeout=5)"
        _wait_for([sys.executable, "-c", ask], rounds=400)
        yield url
    finally:
        server.terminate()
        server.wait(60)


def _unpacked_elasticsearch(folder: Path) -> Path:
    """The program without its own Java, as Maven keeps it, unpacked where it may write."""
    subprocess.run(
        ["mvn", "-q", "-B", "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy",
         f"-Dartifact={ELASTICSEARCH}", f"-DoutputDirectory={folder}"],
        check=True,
    )  # fmt: skip
    shutil.unpack_archive(next(folder.glob("elasticsearch-*.zip")), folder)
    home = next(path for path in folder.glob("elasticsearch-*") if path.is_dir())
    for program in (home / "bin").iterdir():
        program.chmod(0o755)
    if _as_postgres():
        subprocess.run(["chown", "-R", "postgres:postgres", home], check=True)
    return home


def _wait_for(command: list[str], *, rounds: int = 100) -> None:
    for _ in range(rounds):
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return
        time.sleep(0.2)
    raise TimeoutError(command[0])


def _pytest(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.Popen(command, env={**os.environ, **environment})


def _begin_template(server: str) -> subprocess.Popen[bytes]:
    """Migrate a database from which those of the tests are copied, while other servers start.

    It takes longer than most files of tests, and every process would do it for itself.
    """
    _create_database(server, _TEMPLATE)
    return subprocess.Popen(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": f"{server}/{_TEMPLATE}",
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        },
    )


def _create_database(server: str, name: str, *, template: str = "template1") -> None:
    subprocess.run(
        [_postgres_program("createdb"), "-h", "127.0.0.1", "-p", server.rsplit(":", 1)[1],
         "-U", "portal", "-T", template, name], check=True,
    )  # fmt: skip


def main() -> int:
    """Run all parts; 0 when all pass."""
    with tempfile.TemporaryDirectory(prefix="portal-servers-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with ExitStack() as servers:
            server = servers.enter_context(postgres(folder))
            migrating = _begin_template(server)
            redis_url = servers.enter_context(redis(folder))
            elasticsearch_url = servers.enter_context(elasticsearch(folder))
            if migrating.wait():
                return 1
            _create_database(server, "journeys", template=_TEMPLATE)
            database_tests = _pytest(
                "-n", "2", "--dist", "loadfile",
                "-m", "django_db and not (journey or static or once or postgres or elasticsearch)",
                DATABASE_URL=f"{server}/portal", TEST_DATABASE_TEMPLATE=_TEMPLATE,
            ).wait()  # fmt: skip
            # Those with locks empty the tables at the end: they share no database with others.
            locks = _pytest(
                "-m", "postgres or elasticsearch",
                DATABASE_URL=f"{server}/locks", TEST_DATABASE_TEMPLATE=_TEMPLATE,
                ELASTICSEARCH_URL=elasticsearch_url,
            )  # fmt: skip
            # In which language a story is told does not matter to the servers.
            journeys = _pytest(
                *JOURNEYS, "-k", "not [ky]",
                JOURNEY_DATABASE_URL=f"{server}/journeys", JOURNEY_REDIS_URL=redis_url,
            )  # fmt: skip
            return max(database_tests, locks.wait(), journeys.wait())


if __name__ == "__main__":
    sys.exit(main())
