"""Ends a child process when its parent is gone, so that no orphan keeps the port."""

import os
import signal
import threading
import time


def end_with_parent(*, every_seconds: float = 1.0) -> None:
    """Start a daemon thread that sends this process SIGTERM once its parent has changed."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(every_seconds)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
