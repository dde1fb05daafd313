"""``python -m tests.journeys.console``: runs what it is told until its input ends.

Python and all of the site take longer to start than most of what a story asks of the database: so
one process stays beside the site. A line in is a script, written as JSON; a line out is what the
script printed and, when it failed, the trouble.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import sys
import traceback


def main() -> None:
    """Answer each line."""
    import django

    django.setup()
    from django.db import connections

    gc.set_threshold(100_000, 50, 100)
    answers = sys.stdout
    for line in sys.stdin:
        said, trouble = io.StringIO(), ""
        try:
            with contextlib.redirect_stdout(said):
                exec(json.loads(line), {})
        except Exception:  # whatever it is, the story is told of it
            trouble = traceback.format_exc()
        connections.close_all()
        answers.write(json.dumps([said.getvalue(), trouble]) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
