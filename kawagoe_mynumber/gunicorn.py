"""gunicorn: threads, one pooled connection each.

The access log names the path only, never the query: it may hold what a person typed.
"""

import os

wsgi_app = "kawagoe_mynumber.wsgi"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60
graceful_timeout = 10
accesslog = "-"
access_log_format = (
    '{"time":"%(t)s","address":"%(h)s","method":"%(m)s","path":"%(U)s","status":%(s)s,"bytes":"%(B)s","micros":%(D)s}'
)
