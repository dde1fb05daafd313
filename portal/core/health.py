"""Is the process alive, and is everything it stands on ready?"""

from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from portal.core import clock
from portal.core.models import Heartbeat
from portal.core.registry import Registry

#: A probe returns nothing when all is well and raises otherwise.
probes: Registry[Callable[[], None]] = Registry("probe")
#: Probes of what has a stand-in: shown, but a failure takes nobody out of service.
stand_in_probes: Registry[Callable[[], None]] = Registry("probe")

WORKER_SILENT_FOR = timedelta(minutes=2)


class WorkerSilent(Exception):
    """No worker has reported for longer than two minutes."""


@probes.named("database")
def _database_answers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@probes.named("worker")
def _worker_beats() -> None:
    latest = Heartbeat.objects.filter(name="worker").values_list("beat_at", flat=True).first()
    if latest is None or clock.now() - latest > WORKER_SILENT_FOR:
        raise WorkerSilent


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when every probe passes, else 503 with the names of those that failed.

    What has a stand-in is named too, without making the site unready.
    """
    results = {name: _passes(probe) for name, probe in probes}
    ready = all(results.values())
    results |= {name: _passes(probe) for name, probe in stand_in_probes}
    return JsonResponse({"ready": ready, "checks": results}, status=200 if ready else 503)


def _passes(probe: Callable[[], None]) -> bool:
    try:
        probe()
    except Exception:  # whatever is wrong, the answer is "not ready"
        return False
    return True
