"""The real settings, with one page more: the bare one that the catalogue is measured against."""

from kpmarket.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
