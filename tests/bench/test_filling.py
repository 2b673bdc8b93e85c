"""The bench fills today's tables and finds its pages."""

import json
import os
import subprocess
import sys

import pytest

from tests import services
from tests.bench.catalogue_pages import PAGES

pytestmark = pytest.mark.once  # it starts its own services

MOST_QUERIES = 8


@pytest.mark.slow
def test_the_bench_fills_a_database_and_its_pages_stay_within_eight_queries(tmp_path):
    with services.postgresql() as address:
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "VAR_DIR": str(tmp_path),
            "COLLECTED_STATIC": "1",
        }
        command = [sys.executable, "-m", "tests.bench.filling", "300"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout.splitlines()[-1])["queries"]
    assert counts.keys() == PAGES.keys()
    assert max(counts.values()) <= MOST_QUERIES
