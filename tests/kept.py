"""What takes long to make is kept between test runs, named after all it is made from."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_KEPT_SECONDS = 3 * 86_400


def kept(kind: str, name: str, make: Callable[[Path], object]) -> Path:
    """The file or folder of that name, made when there is none.

    Who asks while another makes it waits. What nobody asked for lately goes.
    """
    folder = Path(tempfile.gettempdir()) / f"portal-{kind}-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    wanted, growing = folder / name, folder / f"growing-{name}"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not wanted.exists():
            _remove(growing)
            make(growing)
            growing.rename(wanted)
        wanted.touch()
        for other in folder.iterdir():
            if time.time() - other.stat().st_mtime > _KEPT_SECONDS:
                _remove(other)
    return wanted


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
