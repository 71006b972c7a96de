from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse

from apps.core.tasks import HEARTBEAT


def healthz(request: HttpRequest) -> JsonResponse:
    """Whether database and cache answer, for the proxy: 503 when one does not.

    `scheduler` tells the watch whether beat and a worker were lately seen working together; alone it stops no page.
    """
    database = _state(lambda: connection.cursor().execute("SELECT 1"))
    beats: list[object] = []
    shared_cache = _state(lambda: beats.append(cache.get(HEARTBEAT)))
    parts = {"database": database, "cache": shared_cache, "scheduler": "ok" if any(beats) else "late"}
    return JsonResponse(parts, status=200 if database == shared_cache == "ok" else 503)


def _state(probe: Callable[[], object]) -> str:
    try:
        probe()
    except Exception:  # noqa: BLE001 - any failure of a part is its answer
        return "down"
    return "ok"
