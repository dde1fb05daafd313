"""The house stands: what must be true before any story begins."""

import time
from concurrent.futures import ThreadPoolExecutor

from tests.journeys.running_site import RunningSite

#: Reads, then writes: what SQLite refuses at once when a transaction does not begin as a writer.
_WRITER = """
from django.db import transaction
from portal.core import mail
from portal.core.models import Letter
for number in range(60):
    with transaction.atomic():
        Letter.objects.count()
        mail.post(
            to="crowd@example.kg", template="accounts/letters/password_changed.txt", language="ky",
            key=f"crowd-{writer}-{{number}}",
        )
"""
_UNSENT = """
from portal.core.models import Letter
crowd = Letter.objects.filter(to="crowd@example.kg")
print(crowd.count(), crowd.filter(sent_at=None).count())
"""


def test_the_site_is_ready_and_speaks_kyrgyz_first(site: RunningSite) -> None:
    status, text = site.get("/")

    assert status == 200
    assert '<html lang="ky"' in text


def test_the_process_and_all_it_stands_on_are_well(site: RunningSite) -> None:
    assert site.get("/healthz")[0] == 200
    assert site.get("/readyz")[0] == 200


def test_many_write_at_once_and_nobody_is_refused(site: RunningSite) -> None:
    """Four writers beside two web processes and the worker: all is kept, all mail leaves."""

    def write(writer: int) -> None:
        site.manage("shell", "-v", "0", "-c", _WRITER.format(writer=writer))

    def read(_: int) -> int:
        return site.get("/ky/account/login/")[0]

    with ThreadPoolExecutor(6) as crowd:
        writers = [crowd.submit(write, number) for number in range(4)]
        assert set(crowd.map(read, range(40))) == {200}
        for writer in writers:
            writer.result()

    deadline = time.monotonic() + 60
    while (counts := site.run(_UNSENT).split()) != ["240", "0"]:
        assert time.monotonic() < deadline, counts
        time.sleep(0.5)
    assert "database is locked" not in (site.folder / "serve.log").read_text()
