"""A django-oscar 4.2 shop as its documentation sets one up, on the database of DATABASE_URL."""

import os
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import oscar
from oscar.defaults import *  # noqa: F403

VAR_DIR = Path(os.environ["VAR_DIR"])
SECRET_KEY = os.environ.get("SECRET_KEY") or "x" * 64
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "tests.bench.oscar.urls"
SITE_ID = 1
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
OSCAR_PRODUCTS_PER_PAGE = 24
OSCAR_DEFAULT_CURRENCY = "USD"
INSTALLED_APPS = [*oscar.INSTALLED_APPS, "sorl.thumbnail"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_url = urlsplit(os.environ["DATABASE_URL"])
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _url.path.lstrip("/"),
        "USER": _url.username,
        "HOST": parse_qs(_url.query).get("host", [_url.hostname])[0],
        "PORT": _url.port or "",
        "OPTIONS": {"pool": {"max_size": 4}},
    }
}
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "oscar.apps.basket.middleware.BasketMiddleware",
    "django.contrib.flatpages.middleware.FlatpageFallbackMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "oscar.apps.search.context_processors.search_form",
                "oscar.apps.checkout.context_processors.checkout",
                "oscar.apps.communication.notifications.context_processors.notifications",
                "oscar.core.context_processors.metadata",
            ]
        },
    }
]
AUTHENTICATION_BACKENDS = ["oscar.apps.customer.auth_backends.EmailBackend"]
STATIC_URL, STATIC_ROOT = "/static/", VAR_DIR / "oscar-static"
MEDIA_ROOT = VAR_DIR / "oscar-media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
