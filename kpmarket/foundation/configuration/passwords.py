"""What a password must be. Read by the settings, so without Django's own."""

from __future__ import annotations

from typing import Any

PASSWORD_RULES: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "kpmarket.accounts.passwords.NotWordsOfTheSite"},
]
