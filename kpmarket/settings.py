"""One file, every knob an environment variable with a working default. The README lists them."""

from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from kpmarket.foundation.logs import logging_config
from kpmarket.foundation.storage_url import bucket_storages

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()

# --- where this copy keeps its things -------------------------------------------------------------------------------
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
PRIVATE_ROOT = Path(env.str("PRIVATE_ROOT", default=str(VAR_DIR / "private")))  # originals and page images
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "pictures")))  # product pictures, public

# --- the site -------------------------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
INSECURE_KEY = "insecure-key-for-development-only"
SECRET_KEY = env.str("SECRET_KEY", default=INSECURE_KEY).strip()
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
if HTTPS and SECRET_KEY == INSECURE_KEY:
    raise ImproperlyConfigured("SITE_URL is https: set SECRET_KEY to a value of your own.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
ROOT_URLCONF = "kpmarket.urls"
WSGI_APPLICATION = "kpmarket.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_htmx",
    "kpmarket",
    "kpmarket.accounts",
    "suppliers",
    "audits",
    "buyers",
]

MIDDLEWARE = [
    "kpmarket.foundation.request_ids.middleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kpmarket.accounts.middleware.stored_language",
    "kpmarket.accounts.middleware.sign_in_again",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kpmarket.accounts.middleware.sessions_in_use",
    "django_htmx.middleware.HtmxMiddleware",
    "kpmarket.accounts.middleware.private_pages",
    "kpmarket.accounts.middleware.second_factor_for_staff",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kpmarket.site.context.page_frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- database -------------------------------------------------------------------------------------------------------
DATABASE: dict[str, Any] = {**env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'kpmarket.sqlite3'}")}
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;",
    }
else:
    DATABASE["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASE["CONN_HEALTH_CHECKS"] = True
DATABASES = {"default": DATABASE}
SILENCED_SYSTEM_CHECKS = ["models.W040"]  # SQLite leaves out what an index merely carries along: it is still right

# --- cache and queue ------------------------------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="")
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, str | float]
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
    BROKER_DIR = VAR_DIR / "queue"
    CELERY_BROKER_URL = "filesystem://localhost//"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "messages"),
        "data_folder_out": str(BROKER_DIR / "messages"),
        "control_folder": str(BROKER_DIR / "control"),
        "processed_folder": str(BROKER_DIR / "processed"),
        "polling_interval": 0.2,
    }
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ROUTES = {  # queues with workers of their own: what is slow there holds up nothing else
    "suppliers.tasks.read_next_file": {"queue": "reading"},
    "audits.tasks.check_registers": {"queue": "registers"},
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1  # nothing lies in the hands of a worker that is busy with a slow file
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

# --- people ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "buyers:desk"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "kpmarket.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "kpmarket.accounts.forms.SignupForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "KP Medical Supplies: "
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = False if env.bool("NO_RATE_LIMITS", default=False) else {}
TRUSTED_PROXY_COUNT = ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "KP Medical Supplies"
MFA_TOTP_TOLERANCE = 1
"""A code counts for half a minute more on either side: it was typed while the clock turned (RFC 6238, 5.2)."""
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_ADAPTER = "kpmarket.accounts.adapter.MFAAdapter"
EASE_SECOND_FACTOR = env.bool("EASE_SECOND_FACTOR", default=False)
if HTTPS and EASE_SECOND_FACTOR:
    raise ImproperlyConfigured("EASE_SECOND_FACTOR is for the demo: it cannot be set on an https site.")
USERSESSIONS_TRACK_ACTIVITY = True
STEP_UP_MINUTES = env.int("STEP_UP_MINUTES", default=60)  # before a decision: how fresh the auditor's sign-in must be

# --- the audit desk -------------------------------------------------------------------------------------------------
REVIEW_DAYS = env.int("REVIEW_DAYS", default=5)  # working days that a first review may take
REVISION_REVIEW_DAYS = env.int("REVISION_REVIEW_DAYS", default=2)  # and the review of something that came back

# --- public registers -----------------------------------------------------------------------------------------------
REGISTERS_OFFLINE = env.bool("REGISTERS_OFFLINE", default=DEMO)  # ask none, the demo's numbers are made: "unreachable"
REGISTER_URLS = env.dict("REGISTER_URLS", default={})  # other addresses to ask, by register: a mirror, a gateway
REGISTER_KEYS = env.dict("REGISTER_KEYS", default={})  # the operator's keys, by register: iaf=…

# --- browser security -----------------------------------------------------------------------------------------------
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
        "manifest-src": [SELF],
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- words, days, money ---------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
FORMAT_MODULE_PATH = ["kpmarket.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Shanghai")  # "today" is the suppliers' and auditors' day

RATES_OF = "2026-11-01"  # the day of the reference rates: approximate, for sorting and filtering only
REFERENCE_RATES = {
    "USD": Decimal(1),
    "EUR": Decimal(env.str("USD_PER_EUR", default="1.10")),
    "CNY": Decimal(env.str("USD_PER_CNY", default="0.14")),
}

# --- files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not env.bool("COLLECTED_STATIC", default=False)
STORAGE_URL = env.str("STORAGE_URL", default="")  # s3://bucket/prefix
STORAGES: dict[str, dict[str, Any]] = {
    "private": {
        "BACKEND": "kpmarket.foundation.storage.FolderStorage",
        "OPTIONS": {"root_setting": "PRIVATE_ROOT", "folder_mode": 0o700, "file_mode": 0o600},
    },
    "pictures": {
        "BACKEND": "kpmarket.foundation.storage.FolderStorage",
        "OPTIONS": {"root_setting": "MEDIA_ROOT"},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if env.bool("COLLECTED_STATIC", default=False)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
if STORAGE_URL:
    STORAGES |= bucket_storages(
        STORAGE_URL,
        endpoint_url=env.str("STORAGE_ENDPOINT", default=""),
        region_name=env.str("STORAGE_REGION", default=""),
        access_key=env.str("STORAGE_KEY_ID", default=""),
        secret_key=env.str("STORAGE_SECRET", default="").strip(),
        addressing_style=env.str("STORAGE_ADDRESSING", default="auto"),
    )
X_ACCEL_PREFIX = env.str("X_ACCEL_PREFIX", default="")
if X_ACCEL_PREFIX and STORAGE_URL:
    raise ImproperlyConfigured("X_ACCEL_PREFIX is for files in a folder: it cannot be set with STORAGE_URL.")
UPLOAD_LIMIT = env.int("UPLOAD_LIMIT", default=20 * 1024 * 1024)  # bytes in one file
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
SANDBOX_SECONDS = env.int("SANDBOX_SECONDS", default=15)  # longest time that one document may take to render

CLAMD_URL = env.str("CLAMD_URL", default="")  # tcp://host:3310 or unix:///run/clamav/clamd.ctl: uploads are scanned
CLAMD_SECONDS = env.int("CLAMD_SECONDS", default=10)  # longest silence of the scanner

# --- reminders ------------------------------------------------------------------------------------------------------
REMINDER_LADDER = env.list(  # days before a certificate's last day; a certificate type may have its own
    "REMINDER_LADDER", cast=int, default=[180, 90, 60, 30, 14, 7, 1, 0, -7, -14, -30]
)
REMINDER_OWNERS_FROM = env.int("REMINDER_OWNERS_FROM", default=30)  # from this rung on owners are told beside editors
REMINDER_CATCH_UP_DAYS = env.int("REMINDER_CATCH_UP_DAYS", default=30)  # rungs missed for longer are let go

REAPPLY_DAYS = env.int("REAPPLY_DAYS", default=90)  # how long a rejected company waits before it may try again

# --- letters --------------------------------------------------------------------------------------------------------
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{EMAIL_FILE_PATH}"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="KP Medical Supplies <desk@kpmarket.example>")

# --- logs -----------------------------------------------------------------------------------------------------------
LOGGING = logging_config(
    level=env.str("LOG_LEVEL", default="WARNING"),
    format_name=env.str("LOG_FORMAT", default="line"),
)
SENTRY_DSN = env.str("SENTRY_DSN", default="").strip()
if SENTRY_DSN:
    import_module("kpmarket.foundation.error_reports").start(  # loaded here: it takes a fifth of a second
        SENTRY_DSN,
        environment=env.str("SENTRY_ENVIRONMENT", default="production"),
        release=env.str("SENTRY_RELEASE", default=""),
    )
