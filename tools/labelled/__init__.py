"""Generates labelled documents, reads them once and keeps the readings, so that field extraction can be measured."""

import os

import django
from django.apps import apps

if not apps.ready:  # a command of its own: python -m tools.labelled.docs_tables
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kpmarket.settings")
    django.setup()
