from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse


def healthz(request: HttpRequest) -> JsonResponse:
    """Whether the database and the cache answer; for the proxy and the watchdog."""
    parts = {}
    for name, probe in {
        "database": lambda: connection.cursor().execute("SELECT 1"),
        "cache": lambda: cache.get("health"),
    }.items():
        try:
            probe()
            parts[name] = "ok"
        except Exception:  # noqa: BLE001 - any failure of a part is its answer
            parts[name] = "down"
    return JsonResponse(parts, status=200 if set(parts.values()) == {"ok"} else 503)
