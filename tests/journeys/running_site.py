"""The real site in a folder of its own: the same processes as ``make run``, on free ports."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from tests import migrated

ROOT = Path(__file__).resolve().parents[2]
_MIGRATE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""
_FILL = """
from django.core.management import call_command
call_command("collectstatic", interactive=False, verbosity=0)
call_command("prepare")
call_command("load_demo")
"""
_LAY = """
from django.core.management import call_command
call_command("prepare")
"""


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass
class RunningSite:
    """A started installation with sample content."""

    folder: Path
    port: int = field(default_factory=free_port)
    simulator_port: int = field(default_factory=free_port)
    database_url: str = ""
    redis_url: str = ""
    _process: subprocess.Popen[bytes] | None = None
    _console: subprocess.Popen[str] | None = None
    _used_codes: set[str] = field(default_factory=set)

    @property
    def url(self) -> str:
        """Without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The process whose children are web, worker, schedule and simulator."""
        assert self._process is not None
        return self._process.pid

    @property
    def environment(self) -> dict[str, str]:
        """What the site's processes see."""
        own = {
            "DJANGO_SETTINGS_MODULE": "portal.settings.demo",
            "DATA_DIR": str(self.folder),
            "SITE_URL": self.url,
            "SIMULATOR_PORT": str(self.simulator_port),
            "STRIPE_SECRET_KEY": "",
        }
        if self.database_url:
            own["DATABASE_URL"] = self.database_url
        if self.redis_url:
            own["REDIS_URL"] = self.redis_url
        return {**os.environ, **own}

    def manage(self, *command: str) -> str:
        """Run one ``manage.py`` command against this installation and return what it prints."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"manage.py {command[0]} failed:\n{done.stderr[-3000:]}"
        return done.stdout

    def run(self, script: str) -> str:
        """Run a script beside the site, in one process for all of them; what it prints."""
        if self._console is None:
            self._console = subprocess.Popen(
                [sys.executable, "-m", "tests.journeys.console"],
                cwd=ROOT, env=self.environment, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )  # fmt: skip
        into, out = self._console.stdin, self._console.stdout
        assert into is not None
        assert out is not None
        into.write(json.dumps(script) + "\n")
        into.flush()
        said, trouble = json.loads(out.readline())
        assert not trouble, trouble
        return str(said)

    def leave_console(self) -> None:
        """End the process of ``run``."""
        if self._console is not None:
            self._console.communicate()
            self._console = None

    def prepare(self) -> None:
        """Build database, static files and sample content."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.database_url:
            self.run(_MIGRATE)
        else:
            shutil.copy(migrated.database(), self.folder / "portal.sqlite3")
        self.run(_FILL)

    def copy_from(self, prepared: Path) -> None:
        """Take an installation prepared by another process."""
        shutil.copytree(prepared, self.folder, dirs_exist_ok=True)
        self.run(_LAY)

    def start(self) -> None:
        """Start web, worker, schedule and simulator, and wait until all are ready."""
        with (self.folder / "serve.log").open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--port", str(self.port)],
                cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            with suppress(OSError):
                if self.get("/readyz", timeout=5)[0] == 200:
                    return
            time.sleep(0.3)
        self.stop()
        raise AssertionError(f"not ready:\n{(self.folder / 'serve.log').read_text()[-4000:]}")

    def stop(self) -> None:
        """End all processes as Ctrl-C does."""
        self.leave_console()
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(30)
            self._process = None

    def get(self, path: str, *, timeout: float = 20) -> tuple[int, str]:
        """Status and text of a page, without cookies."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=timeout) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def letters_to(self, address: str, *, containing: str = "", wait: float = 20) -> list[str]:
        """Texts of the letters and text messages sent to ``address``, newest first.

        Waits up to ``wait`` seconds until there is one that holds ``containing``.
        """
        deadline = time.monotonic() + wait
        while True:
            letters = [text for text in self._letters(address) if containing in text]
            if letters or time.monotonic() > deadline:
                return letters
            time.sleep(0.3)

    def _letters(self, address: str) -> list[str]:
        folder = json.loads(self.get("/dev/mail/?format=json")[1])
        return [one["text"] for one in folder if one["to"] == address and one["sent"]]

    def code_for(self, address: str) -> str:
        """A code sent to ``address`` that no story has used; waits until it comes.

        Whoever signs in twice has an older letter in the folder before the new one arrives.
        """
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            for text in self.letters_to(address):
                found = re.search(r"\b([0-9A-Z]{3}-?[0-9A-Z]{3})\b", unescape(text))
                if found and found.group(1) not in self._used_codes:
                    self._used_codes.add(found.group(1))
                    return found.group(1)
            time.sleep(0.3)
        raise AssertionError(f"no new code was sent to {address}")
