"""Production: every secret and address comes from the environment; a missing one names itself."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import EMAIL_URL, FACILITY_HOST, env


def required(name: str, hint: str) -> str:
    """Value of the environment variable `name`; without it `ImproperlyConfigured` says what to set."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"環境変数 {name} を設定してください。{hint}")
    return value


DEMO = False
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = required("SECRET_KEY", "50文字以上の乱数です。")
MASTER_KEY = required("MASTER_KEY", "32バイトの乱数を base64 で表したものです。データベースとは別に保管してください。")
required("KEYRING_DIR", "年度ごとのデータ鍵を置くフォルダーです。データベースのバックアップとは別に保管してください。")
required("DATABASE_URL", "例: postgres://利用者:パスワード@db:5432/kawagoe")
required("REDIS_URL", "例: redis://cache:6379/0")
ALLOWED_HOSTS = required("ALLOWED_HOSTS", "公開するホスト名をコンマで区切ります。").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]  # the facilities' pages send no form to ours
if FACILITY_HOST:
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, FACILITY_HOST]
SITE_URL = env.str("SITE_URL", default="").rstrip("/") or f"https://{ALLOWED_HOSTS[0]}"
if EMAIL_URL:
    DEFAULT_FROM_EMAIL = required("MAIL_FROM", "通知のメールの差出人です。例: houkoku@example.jp")
TRUSTED_PROXY_COUNT = int(required("TRUSTED_PROXY_COUNT", "この前段にある信頼できるプロキシの台数です。例: 1"))
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
MFA_REQUIRED_ROLES = ["system_admin"]

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"

STORAGES = {"staticfiles": {"BACKEND": "apps.core.static_vendor.VendorStorage"}}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
