"""Every knob is in the README's table, and an https site refuses what is only for the demonstration."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
KNOB = re.compile(r'env\.\w+\(\s*(?:#[^\n]*\n\s*)?"([A-Z_]+)"')
PRODUCTION = {"SITE_URL": "https://kpmarket.example", "SECRET_KEY": "a" * 20 + "-key-of-our-own-" + "0123456789" * 3}


def check(tmp_path, **variables):
    """`manage.py check --deploy` in a process of its own."""
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **variables}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_the_table_holds_every_knob_and_nothing_else():
    knobs = set(KNOB.findall((ROOT / "kpmarket/settings.py").read_text(encoding="utf-8")))
    table = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Settings")[2].partition("\n## ")[0]
    rows = set(re.findall(r"^\| `([A-Z_]+)`", table, re.MULTILINE))

    assert rows == knobs


def test_django_has_no_warning_about_an_https_site(tmp_path):
    result = check(tmp_path, **PRODUCTION)

    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"SITE_URL": PRODUCTION["SITE_URL"]}, "set SECRET_KEY"),
        ({**PRODUCTION, "EASE_SECOND_FACTOR": "1"}, "EASE_SECOND_FACTOR is for the demo"),
    ],
)
def test_an_https_site_refuses_what_is_for_trying_out(tmp_path, variables, words):
    result = check(tmp_path, **variables)

    assert result.returncode != 0
    assert words in result.stderr
