"""The demo and a developer's machine: loopback only, keys that are no secret."""

import os

from kawagoe_mynumber.embedded import running_addresses, state_dir

for name, address in running_addresses().items():  # a demo that runs beside us
    os.environ.setdefault(name, address)

from .base import *  # noqa: E402, F403
from .base import EMAIL_URL, VAR_DIR, env  # noqa: E402

DEMO = True
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="insecure-local-key-of-the-demo-never-in-production")
MASTER_KEY = env.str("MASTER_KEY", default="bG9jYWwtZGVtby1tYXN0ZXIta2V5LW5vLXNlY3JldCE=")  # 32 bytes, base64
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
MFA_REQUIRED_ROLES: list[str] = []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
SENDS_MAIL = True
if not EMAIL_URL:  # a folder holds what would be sent
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(state_dir() / "mail")
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
