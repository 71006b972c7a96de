"""gunicorn: threads, one pooled connection each.

The access log names the path only, never the query: it may hold what a person typed. Nor does it name a link's secret.
"""

import os
from typing import Any

from gunicorn.glogging import Logger

from apps.core.logs import JsonFormatter, without_secrets


class DiscreetLogger(Logger):
    """gunicorn's log without the secrets that stand in paths."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonFormatter())

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        found = super().atoms(resp, req, environ, request_time)
        return {name: without_secrets(value) if isinstance(value, str) else value for name, value in found.items()}


wsgi_app = "kawagoe_mynumber.wsgi"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60
graceful_timeout = 10
logger_class = DiscreetLogger
accesslog = "-"
access_log_format = (
    '{"time":"%(t)s","address":"%(h)s","method":"%(m)s","path":"%(U)s","status":%(s)s,"bytes":"%(B)s","micros":%(D)s}'
)
