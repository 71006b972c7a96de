"""Settings that every environment shares.

What differs comes from the environment; `local`, `test` and `production` say what must be there.
"""

from datetime import timedelta
from pathlib import Path

import environ
import pgtrigger
from celery.schedules import crontab
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"
env = environ.Env()

# --- apps ---------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "kawagoe_mynumber",
    "apps.reporting",
    "apps.callcenter",
    "apps.counters",
    "apps.outreach",
    "apps.reservations",
    "apps.workforce",
    "apps.contracts",
    "apps.accounts",
    "apps.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "apps.core.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "apps.core.middleware.ResponseHeadersMiddleware",
    "apps.core.middleware.MetAnotherMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "apps.outreach.middleware.FacilityHostMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "apps.accounts.middleware.AccessMiddleware",
    "apps.accounts.middleware.HistoryContextMiddleware",
]

ROOT_URLCONF = "kawagoe_mynumber.urls"
WSGI_APPLICATION = "kawagoe_mynumber.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "apps.accounts.context_processors.navigation",
                "apps.contracts.context_processors.current_term",
            ],
            "builtins": ["django.templatetags.static", "apps.core.templatetags.office"],
        },
    }
]

# --- database, cache, tasks ---------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default="postgres://127.0.0.1:1/app")}
DATABASES["default"] |= {
    "CONN_MAX_AGE": 0,
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": {
        "options": (
            "-c lock_timeout=5000 -c statement_timeout={} -c TimeZone=Asia/Tokyo"
            # the locks of a worker or a machine that is gone are free soon, and not after hours
            " -c client_connection_check_interval=2000 -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10"
            " -c tcp_keepalives_count=3"
        ).format(env.int("DB_STATEMENT_TIMEOUT_MS", default=20_000)),
    },
}
if env.bool("DB_POOL", default=False):
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 2, "max_size": 10, "timeout": 10}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:1/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},  # a cache that hangs does not hang the page
    }
}

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_BACKEND = None
CELERY_TIMEZONE = "Asia/Tokyo"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_SOFT_TIME_LIMIT = 840
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_BEAT_SCHEDULER = "kawagoe_mynumber.beat:ClockProofScheduler"
CELERY_BEAT_SCHEDULE = {
    "request-due-reports": {
        "task": "apps.reporting.tasks.request_due_reports",
        "schedule": crontab(minute="0,30"),
    },
    "send-reports-again": {
        "task": "apps.reporting.tasks.send_reports_again",
        "schedule": timedelta(minutes=1),
    },
    "note-drifts-of-reports": {
        "task": "apps.reporting.tasks.note_drifts",
        "schedule": crontab(minute=5, hour=3),
    },
    "draft-monthly-invoice": {
        "task": "apps.reporting.tasks.draft_monthly_invoices",
        "schedule": crontab(minute=40),
    },
    "release-expired-holds": {
        "task": "apps.reservations.tasks.release_expired_holds",
        "schedule": timedelta(minutes=1),
    },
    "erase-old-drafts": {
        "task": "apps.contracts.tasks.erase_old_drafts",
        "schedule": timedelta(minutes=10),
    },
    "follow-calendar-with-slots": {
        "task": "apps.reservations.tasks.follow_calendar",
        "schedule": timedelta(minutes=1),
    },
    "erase-expired-applicants": {
        "task": "apps.reservations.tasks.erase_expired_applicants",
        "schedule": crontab(minute=10, hour=2),
    },
    "review-published-vacancies": {
        "task": "apps.workforce.tasks.review_published_vacancies",
        "schedule": crontab(minute=30, hour=2),
    },
    "review-imminent-vacancies": {
        "task": "apps.workforce.tasks.review_imminent_vacancies",
        "schedule": timedelta(minutes=10),
    },
    "watch-for-surge": {
        "task": "apps.callcenter.tasks.watch_for_surge",
        "schedule": timedelta(minutes=2),
    },
    "erase-finished-callbacks": {
        "task": "apps.callcenter.tasks.erase_finished_callbacks",
        "schedule": crontab(minute=15, hour=2),
    },
    "erase-leaflet-addresses": {
        "task": "apps.outreach.tasks.erase_leaflet_addresses",
        "schedule": crontab(minute=20, hour=2),
    },
    "erase-old-live-calls": {
        "task": "apps.callcenter.tasks.erase_old_live_calls",
        "schedule": crontab(minute=20, hour=2),
    },
    "erase-old-call-logs": {
        "task": "apps.callcenter.tasks.erase_old_call_logs",
        "schedule": crontab(minute=40),
    },
    "look-after-call-counts": {
        "task": "apps.callcenter.tasks.look_after_call_counts",
        "schedule": crontab(minute=50, hour=2),
    },
    "send-report-reminders": {
        "task": "apps.reporting.tasks.send_report_reminders",
        "schedule": crontab(minute="*/10"),
    },
    "count-report-badges": {
        "task": "apps.reporting.tasks.count_report_badges",
        "schedule": crontab(minute="*/10"),
    },
    "heartbeat": {"task": "apps.core.tasks.beat_heartbeat", "schedule": timedelta(seconds=30)},
}

# --- language and time --------------------------------------------------------------------------------------------

LANGUAGE_CODE = "ja"
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
USE_TZ = True

# --- sign-in ------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "apps.accounts.passwords.OwnWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "apps.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "apps.accounts.forms.SignInForm", "change_password": "apps.accounts.forms.OwnPasswordForm"}
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_RATE_LIMITS = {"login_failed": "50/m/ip,5/5m/key", "login": "120/m/ip"}
PHONE_RATE_LIMITS = {"announce": "1200/m/key", "unknown_token": "30/m/ip"}
FACILITY_RATE_LIMITS = {
    "open": "20/m/key,200/h/key",
    "unknown_link": "20/m/ip,200/h/ip",
    "act": "90/m/key",
    "ask": "10/h/key,30/d/key",
    "unknown_feed": "30/m/ip",
    "refused": "10/m/ip",
}
FACILITY_HOST: str = env.str("FACILITY_HOST", default="")
MFA_ADAPTER = "apps.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
USERSESSIONS_TRACK_ACTIVITY = False
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "apps.outreach.views.facility_side.csrf_failure"

# --- personal data ------------------------------------------------------------------------------------------------

MASTER_KEY = env.str("MASTER_KEY", default="")
KEYRING_DIR = Path(env.str("KEYRING_DIR", default=str(VAR_DIR / "keyring")))
REPORT_READER_ROLE = env.str("REPORT_READER_ROLE", default="kawagoe_report_reader")

# --- history ------------------------------------------------------------------------------------------------------

PGHISTORY_APPEND_ONLY = True
PGHISTORY_LEVEL = pgtrigger.Statement  # type: ignore[has-type]

# --- mail: reminders of reports, counts and a link only -----------------------------------------------------------

EMAIL_URL = env.str("EMAIL_URL", default="")
globals().update(env.email_url_config(EMAIL_URL or "dummymail://"))
EMAIL_TIMEOUT = 20
SENDS_MAIL = bool(EMAIL_URL)
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="noreply@localhost")
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")

# --- headers and static files -------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

NODE_MODULES = BASE_DIR / "node_modules"
CHARACTER_PICTURES = Path(folder) if (folder := env.str("CHARACTER_PICTURES", default="")) else None
NPM_FILES = ["@digital-go-jp/design-tokens/dist/tokens.css"]
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "apps.core.static_vendor.NpmFinder",
]
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
CALL_LOG_MAX_BYTES = env.int("CALL_LOG_MAX_MB", default=50) * 1_000_000

# --- logs ---------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "apps.core.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {"django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
