"""The test run: fast hashing, its own keyring, everything else as in the demo."""

import tempfile
from pathlib import Path

from .local import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
KEYRING_DIR = Path(tempfile.mkdtemp(prefix="keyring-"))
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
DATABASES["default"]["OPTIONS"].pop("pool", None)  # noqa: F405
DATABASES["default"]["OPTIONS"]["options"] += " -c lock_timeout=60s -c statement_timeout=300s"  # noqa: F405 - a busy machine is no fault
LOGGING = {"version": 1, "disable_existing_loggers": False}
