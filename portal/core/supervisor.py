"""Runs several programs as one: starts them again when they die, ends them together.

Each child has its own process group. On Linux a child gets SIGTERM when this process is killed, so
nothing lives on alone.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

from django.conf import settings

STOP_SECONDS = 15
_PR_SET_PDEATHSIG = 1
_LOOPBACK = ("127.0.0.1", "localhost")
_ANY_HOST = ("0.0.0.0", "::")  # noqa: S104 - only compared with


def commands(*, host: str, port: int, web_workers: int) -> dict[str, list[str]]:
    """The programs of an installation without servers, by name."""
    python = sys.executable
    celery = [python, "-m", "celery", "-A", "portal.celery:app"]
    programs = {
        "web": [
            python, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
            "--workers", str(web_workers), "--blocking-threads", "4", "--respawn-failed-workers",
            "--no-ws", "portal.wsgi:application",
        ],
        "worker": [*celery, "worker", "--pool", "prefork", "-c", "1", "--loglevel", "WARNING",
                   "--without-gossip", "--without-mingle", "--without-heartbeat"],
        "schedule": [*celery, "beat", "--loglevel", "WARNING", "--pidfile", ""],
    }  # fmt: skip
    if settings.STRIPE_API_BASE and settings.DEMO:
        programs["payments"] = _simulator(host=host, port=port)
    return programs


def _simulator(*, host: str, port: int) -> list[str]:
    """Reached by us over loopback, and by browsers on the host of the site itself."""
    ours = "127.0.0.1" if host in _ANY_HOST else host
    return [
        sys.executable, "-m", "tests.stripe_simulator",
        "--host", host if host in _LOOPBACK else "0.0.0.0",  # noqa: S104 - where the site is
        "--port", settings.STRIPE_API_BASE.rsplit(":", 1)[-1],
        "--data", str(settings.MEDIA_ROOT.parent / "simulator"),
        "--api-key", settings.STRIPE_SECRET_KEY,
        "--webhook-url", f"http://{ours}:{port}/stripe/notice/",
        "--webhook-secret", settings.STRIPE_WEBHOOK_SECRET,
    ]  # fmt: skip


@dataclass
class _Child:
    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    start_at: float = 0.0
    started: float = field(default=0.0)

    def start(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - the commands are our own
            self.command, preexec_fn=_child_setup, stdin=subprocess.DEVNULL
        )
        self.started = time.monotonic()

    def died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def signal(self, number: int) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


def _child_setup() -> None:
    parent = os.getppid()
    os.setsid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)


def run(programs: Mapping[str, list[str]], *, say: Callable[[str], object]) -> None:
    """Run ``programs`` until SIGINT, SIGTERM or SIGHUP."""
    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    children = [_Child(name, command) for name, command in programs.items()]
    while not stopping:
        for child in children:
            _tend(child, say)
        time.sleep(0.2)
    _end(children)


def _tend(child: _Child, say: Callable[[str], object]) -> None:
    now = time.monotonic()
    if child.died():
        child.signal(signal.SIGKILL)  # what a dead child left behind in its group
        child.deaths = 1 if now - child.started > 60 else child.deaths + 1
        child.start_at = now + min(0.5 * 2 ** (child.deaths - 1), 30)
        child.process = None
        say(f"{child.name} ended and is started again")
    if child.process is None and now >= child.start_at:
        child.start()


def _end(children: list[_Child]) -> None:
    for child in children:
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        if child.process is not None:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.1, deadline - time.monotonic()))
        child.signal(signal.SIGKILL)
