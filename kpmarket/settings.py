"""Every setting is an environment variable with a working default; a value can also come from the file `<NAME>_FILE`.

The comment above a variable or on its line is its row in docs/settings.md: `python manage.py settings_table --update`.
"""

import contextlib
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import environ
from django.utils.translation import gettext_lazy as _

from kpmarket.foundation.configuration import storage
from kpmarket.foundation.configuration.apps import APPS
from kpmarket.foundation.configuration.content_sources import CONTENT_SOURCES
from kpmarket.foundation.configuration.cookies import HOST_PREFIX, cookie_settings
from kpmarket.foundation.configuration.database import SQLITE_CONNECTION
from kpmarket.foundation.configuration.development import refuse_where_others_come
from kpmarket.foundation.configuration.factor_keys import DEVELOPMENT_KEY, factor_keys
from kpmarket.foundation.configuration.passwords import PASSWORD_RULES
from kpmarket.foundation.configuration.queue import REDIS_QUEUE, TASK_ROUTES, folder_queue
from kpmarket.foundation.configuration.retention import retention_days
from kpmarket.foundation.limits.sign_in import SIGN_IN_LIMITS
from kpmarket.foundation.monitoring.logs import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()

# --- Where files and data are kept ----------------------------------------------------------------------------------
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))  # folder of database, queue, files and e-mails
VAR_DIR.mkdir(parents=True, exist_ok=True)
PRIVATE_ROOT = Path(env.str("PRIVATE_ROOT", default=str(VAR_DIR / "private")))  # uploaded files and page images
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "pictures")))  # product pictures; public

# --- The site -------------------------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)  # error pages for developers, and all components at `/design/`
DEMO = env.bool("DEMO", default=False)  # says on each page that this is a demonstration
INSECURE_KEY = "insecure-key-for-development-only"
SECRET_KEY = env.str("SECRET_KEY", default=INSECURE_KEY).strip()  # must be your own on any host but localhost
CHECK_KEYS = env.list("CHECK_KEYS", default=[SECRET_KEY])  # for addresses of public checks, newest first
# The address in e-mails. With `https://` cookies are secure and bound to the host, plain HTTP is redirected, and HSTS is sent.
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])  # host names that are answered
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
ROOT_URLCONF = "kpmarket.urls"
WEB_THREADS = env.int("WEB_THREADS", default=4)  # pages that one web process makes at a time
KEPT_PAGES = env.int("KEPT_PAGES", default=256)  # public pages, of some 40 kB, that one web process keeps for a minute

INSTALLED_APPS = APPS

MIDDLEWARE = [
    "kpmarket.foundation.monitoring.request_ids.middleware",
    "kpmarket.foundation.serving.own_pages.middleware",
    "kpmarket.foundation.serving.compression.TextsCompressed",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "kpmarket.foundation.serving.refused_bodies.middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kpmarket.accounts.refused_access.middleware",
    "kpmarket.accounts.middleware.stored_language",
    "kpmarket.accounts.middleware.sign_in_again",
    "kpmarket.accounts.middleware.staff_session_limits",
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

# --- Database -------------------------------------------------------------------------------------------------------
# In production `postgres://user:password@host/name`.
DATABASE: dict[str, Any] = {**env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'kpmarket.sqlite3'}")}
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    DATABASE |= SQLITE_CONNECTION
else:
    DATABASE["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)  # seconds that a PostgreSQL connection is kept open
    DATABASE["CONN_HEALTH_CHECKS"] = True
DATABASES = {"default": DATABASE}
SILENCED_SYSTEM_CHECKS = ["models.W040"]  # SQLite leaves out what an index merely carries along: it is still right

# --- Cache and queue ------------------------------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="")  # cache and queue: `redis://host:6379/0`; else a table and a folder
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = REDIS_QUEUE
else:
    CACHES = {"default": {"BACKEND": "kpmarket.foundation.storage.cache_table.CacheTable", "LOCATION": "cache"}}
    CELERY_BROKER_URL = "filesystem://localhost//"
    CELERY_BROKER_TRANSPORT_OPTIONS = folder_queue(VAR_DIR / "queue")
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ROUTES = TASK_ROUTES
CELERY_WORKER_PREFETCH_MULTIPLIER = 1  # a worker that is busy with a slow file reserves no other task
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

# --- Sign-in --------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = PASSWORD_RULES
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "buyers:desk"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "kpmarket.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "kpmarket.accounts.forms.SignupForm"
ACCOUNT_FORMS = {"signup": "kpmarket.accounts.signing_up.SignupForm"}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before the e-mail address is changed, which would hand the account over
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "KP Medical Supplies: "
# Switches the limits of sign-in attempts off: for measurements only.
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = not env.bool("NO_RATE_LIMITS", default=False) and SIGN_IN_LIMITS
# Proxies in front of the site. With one or more, forwarding headers and `X-Request-ID` are trusted.
TRUSTED_PROXY_COUNT = ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "KP Medical Supplies"
MFA_TOTP_TOLERANCE = 1  # a code is valid for half a minute longer on either side: typing takes time (RFC 6238, 5.2)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_ADAPTER = "kpmarket.accounts.adapter.MFAAdapter"
MFA_FORMS = {f"{act}_webauthn": f"kpmarket.accounts.passkey_forms.{act.title()}PasskeyForm" for act in ("add", "edit")}
# Fernet keys that encrypt what second factors keep secret; the first encrypts, the others decrypt until they are replaced.
MFA_KEYS = factor_keys(env.list("MFA_KEYS", default=[]))
# Opens the audit desk without a second factor, for a demonstration. Refused on any host but localhost.
EASE_SECOND_FACTOR = env.bool("EASE_SECOND_FACTOR", default=False)
refuse_where_others_come(
    SITE_URL,
    ALLOWED_HOSTS,
    has_public_key=SECRET_KEY == INSECURE_KEY,
    has_public_factor_key=DEVELOPMENT_KEY in MFA_KEYS or SECRET_KEY in MFA_KEYS,
    eases_second_factor=EASE_SECOND_FACTOR,
)
USERSESSIONS_TRACK_ACTIVITY = True
STEP_UP_MINUTES = env.int("STEP_UP_MINUTES", default=60)  # minutes after which an act of power needs a new sign-in
STAFF_IDLE_MINUTES = env.int("STAFF_IDLE_MINUTES", default=60)  # minutes without a page after which staff sign in again
STAFF_SESSION_HOURS = env.int("STAFF_SESSION_HOURS", default=12)  # hours after which staff sign in again in any case

# --- The operator and privacy ---------------------------------------------------------------------------------------
OPERATOR_NAME = env.str("OPERATOR_NAME", default="")  # legal name of the operator, the controller of people's data
OPERATOR_ADDRESS = env.str("OPERATOR_ADDRESS", default="")  # postal address of the operator
OPERATOR_REGISTRATION = env.str("OPERATOR_REGISTRATION", default="")  # register and number under which it is registered
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")  # e-mail address for everybody's questions, read on working days
COMPLAINTS_CONTACT = env.str("COMPLAINTS_CONTACT", default="")  # e-mail address for complaints
GOVERNING_LAW = env.str("GOVERNING_LAW", default="")  # law and courts of the terms of use, in words
PRIVACY_CONTACT = env.str("PRIVACY_CONTACT", default="")  # e-mail address for questions about people's data
DATA_PROTECTION_OFFICER = env.str("DATA_PROTECTION_OFFICER", default="")  # name or address; `none` where none is needed
DATA_LOCATION = env.str("DATA_LOCATION", default="")  # country or countries in which the servers stand
# Days by name, as in operations.md: `sent_letters=30,conversations=1096`; others keep their default.
RETENTION_DAYS = retention_days(env.dict("RETENTION_DAYS", cast={"value": int}, default={}))

# --- Audit desk -----------------------------------------------------------------------------------------------------
LOG_SIGNING_KEY = env.str(
    "LOG_SIGNING_KEY", default=""
)  # Ed25519 seed in Base64; only where the timetable's worker runs
LOG_HEAD_ADDRESSES = env.list("LOG_HEAD_ADDRESSES", default=[])  # who keeps signed heads of the log, outside the site
REVIEW_DAYS = env.int("REVIEW_DAYS", default=5)  # working days for a first review
REVISION_REVIEW_DAYS = env.int("REVISION_REVIEW_DAYS", default=2)  # working days for the review of a revision
CASES_IN_HAND = env.int("CASES_IN_HAND", default=10)  # cases that one auditor may hold at a time
RESERVATION_DAYS = env.int("RESERVATION_DAYS", default=5)  # working days without an act after which a case goes back
SUPPLIER_DAYS = env.int("SUPPLIER_DAYS", default=20)  # working days that a supplier has for what was sent back
CHASER_DAYS = env.list("CHASER_DAYS", cast=int, default=[10, 15])  # working days after which a supplier is reminded
SAMPLE_PERCENT = env.int("SAMPLE_PERCENT", default=5)  # of cases: second signature, blind second review; demo: none
if DEMO:
    SAMPLE_PERCENT = 0
ORDERS_NOT_ASSESSED = env.bool("ORDERS_NOT_ASSESSED", default=False)  # takes orders of products without an assessment

# --- Public registers -----------------------------------------------------------------------------------------------
REGISTERS_OFFLINE = env.bool("REGISTERS_OFFLINE", default=DEMO)  # asks no register; look-ups are "unreachable"
REGISTER_URLS = env.dict("REGISTER_URLS", default={})  # mirrors or gateways: `nando=https://mirror.example,gleif=…`
REGISTER_KEYS = env.dict("REGISTER_KEYS", default={})  # keys of registers that require one: `iaf=…`
RECALL_FEEDS = env.dict(
    "RECALL_FEEDS", default={}
)  # recall notices: `mhra=feed+https://…,fda=openfda-enforcement+https://…`
# Folder of lists of sanctions as their publishers give them out; with none loaded nobody is screened.
SANCTIONS_FOLDER = Path(env.str("SANCTIONS_FOLDER", default=str(VAR_DIR / "lists")))
PAYMENT_PROVIDER = env.dict("PAYMENT_PROVIDER", default={})  # payment institution: `holder=…,url=…,key=…,secret=…`
CARRIERS = env.dict("CARRIERS", default={})  # who carries goods: `MAEU=dcsa https://… key,020=iata https://…/{awb} key`

# --- Browser security -----------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {"DIRECTIVES": CONTENT_SOURCES}
COOKIE_PREFIX = HOST_PREFIX if HTTPS else ""
vars().update(cookie_settings(COOKIE_PREFIX))
MESSAGE_STORAGE = "kpmarket.foundation.messages.MessageStorage"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None

# --- Language, time and money ---------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
FORMAT_MODULE_PATH = ["kpmarket.formats"]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "rewordings"]  # ours; ours for texts of libraries
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Shanghai")  # in which the site has its "today"
RATES_OF = "2026-11-01"  # day of the reference rates
REFERENCE_RATES = {
    "USD": Decimal(1),
    "EUR": Decimal(env.str("USD_PER_EUR", default="1.10")),  # rate for sorting and filtering; prices are not converted
    "CNY": Decimal(env.str("USD_PER_CNY", default="0.14")),  # the same for renminbi
}

# --- Files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
with contextlib.suppress(OSError):  # a disk that has become read-only ends no process that starts
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
COLLECTED_STATIC = env.bool("COLLECTED_STATIC", default=False)  # static files as `collectstatic` prepared them
WHITENOISE_USE_FINDERS = not COLLECTED_STATIC
STORAGE_URL = env.str("STORAGE_URL", default="")  # bucket instead of both file folders: `s3://bucket/prefix`
STORAGES = {**storage.FOLDER_STORAGES, "staticfiles": storage.static_storage(collected=COLLECTED_STATIC)}
if STORAGE_URL:
    STORAGES |= storage.bucket_storages(
        STORAGE_URL,
        endpoint_url=env.str("STORAGE_ENDPOINT", default=""),  # address of an S3 server other than Amazon's
        region_name=env.str("STORAGE_REGION", default=""),  # region of the bucket
        # Key of the bucket; without it boto3 uses its own `AWS_…` variables or the role of the machine.
        access_key=env.str("STORAGE_KEY_ID", default=""),
        secret_key=env.str("STORAGE_SECRET", default="").strip(),  # secret of that key
        addressing_style=env.str("STORAGE_ADDRESSING", default="auto"),  # `path` or `virtual`: form of addresses
    )
# Internal location of a proxy that sends private files from `PRIVATE_ROOT` after the site has checked who asks.
X_ACCEL_PREFIX = env.str("X_ACCEL_PREFIX", default="")
storage.check_file_sender(X_ACCEL_PREFIX, STORAGE_URL)
DAILY_LIMITS = env.dict("DAILY_LIMITS", cast={"value": int}, default={})  # a person's acts a day; see operations.md
UPLOAD_LIMIT = env.int("UPLOAD_LIMIT", default=20 * 1024 * 1024)  # bytes of one uploaded file
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
SANDBOX_SECONDS = env.int("SANDBOX_SECONDS", default=15)  # processor seconds that rendering one file may take
CLAMD_URL = env.str("CLAMD_URL", default="")  # malware scanner: `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`
CLAMD_SECONDS = env.int("CLAMD_SECONDS", default=10)  # seconds of silence after which it is unreachable

# --- Reminders ------------------------------------------------------------------------------------------------------
# Days before the last day of a certificate, or before a law changes; a certificate type may have its own.
REMINDER_LADDER = env.list("REMINDER_LADDER", cast=int, default=[180, 90, 60, 30, 14, 7, 1, 0, -7, -14, -30])
REMINDER_OWNERS_FROM = env.int("REMINDER_OWNERS_FROM", default=30)  # days before the end; from then on owners too
REMINDER_CATCH_UP_DAYS = env.int("REMINDER_CATCH_UP_DAYS", default=30)  # days after which a missed reminder is dropped
REAPPLY_DAYS = env.int("REAPPLY_DAYS", default=90)  # days that a rejected company waits to apply again

# --- E-mail ---------------------------------------------------------------------------------------------------------
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
# In production `smtp://user:password@host:587`; by default e-mails are written to `$VAR_DIR/mail`.
vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{EMAIL_FILE_PATH}"))
LETTER_BACKEND = vars()["EMAIL_BACKEND"]  # hands letters over, in the worker
EMAIL_BACKEND = "kpmarket.foundation.outbox.backend.EmailBackend"  # everybody else writes them into the outbox
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)  # seconds of silence after which a mail server is unreachable
# Sender of e-mails.
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="KP Medical Supplies <desk@kpmarket.example>")

# --- Logs and error reports -----------------------------------------------------------------------------------------
LOGGING = logging_config(
    level=env.str("LOG_LEVEL", default="WARNING"),  # least serious level that is logged
    format_name=env.str("LOG_FORMAT", default="line"),  # `json` for one JSON object a line
)
SENTRY_DSN = env.str("SENTRY_DSN", default="").strip()  # errors are reported to this address of Sentry
if SENTRY_DSN:
    import_module("kpmarket.foundation.monitoring.error_reports").start(  # loaded here: it takes a fifth of a second
        SENTRY_DSN,
        environment=env.str("SENTRY_ENVIRONMENT", default="production"),  # name of this site in reports
        release=env.str("SENTRY_RELEASE", default=""),  # version of the code in reports
    )
