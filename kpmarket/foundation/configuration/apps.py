"""The apps of the site, in the order in which Django loads them. Read by the settings, so without Django's own."""

from __future__ import annotations

APPS = [
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
    "buyers.trade",
    "buyers.delivery",
    "buyers.disputes",
]
