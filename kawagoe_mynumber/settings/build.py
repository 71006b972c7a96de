"""Building the image: only what collectstatic needs, no secret, no database."""

from .base import *  # noqa: F403

DEMO = False
SECRET_KEY = "only-for-collectstatic"  # noqa: S105 - serves no request
STORAGES = {"staticfiles": {"BACKEND": "apps.core.static_vendor.VendorStorage"}}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
