"""What the environment may say, and what is refused."""

import gzip
import json
import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
OF_OTHERS = {"PATH", "PYTEST_XDIST_WORKER", "KILL_AT", "KILLED_FILE"}
PRODUCTION = {
    "SITE_URL": "https://kpmarket.example",
    "SECRET_KEY": "a" * 20 + "-key-of-our-own-" + "0123456789" * 3,
    "MFA_KEYS": Fernet.generate_key().decode(),
}


def run(tmp_path, *arguments, **variables):
    """Python with these arguments in a process of its own, with these environment variables and no others of ours."""
    environment = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "kpmarket.settings",
        **variables,
    }
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True)


def check(tmp_path, **variables):
    """`manage.py check --deploy` in a process of its own."""
    return run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **variables)


def test_every_variable_of_the_makefile_the_procfile_and_the_tests_is_in_the_document():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    read = set(re.findall(r"^([A-Z_]+) \?=", makefile, re.MULTILINE)) | set(re.findall(r"\$\(([A-Z_]+)\)", makefile))
    own = set(re.findall(r"^([A-Z_]+) :=", makefile, re.MULTILINE)) | {"MAKEFILE_LIST"}
    read |= set(re.findall(r"\$\{([A-Z_]+):-", (ROOT / "Procfile").read_text("utf-8")))
    for path in [*(ROOT / "tests").rglob("*.py"), *(ROOT / "tools").rglob("*.py")]:
        read |= set(re.findall(r"""environ(?:\.get\(|\[)"([A-Z_]+)"(?!\] =)""", path.read_text("utf-8")))
    document = (ROOT / "docs/settings.md").read_text("utf-8")
    listed = set(re.findall(r"^\| `([A-Z_]+)`", document, re.MULTILINE))

    assert {"PORT", "READERS", "SIZES", "CHROMIUM"} <= read - own
    assert read - own - OF_OTHERS - listed == set()


def test_django_has_no_warning_about_an_https_site(tmp_path):
    result = check(tmp_path, **PRODUCTION)

    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"SITE_URL": PRODUCTION["SITE_URL"]}, "Set SECRET_KEY"),
        ({"SITE_URL": "http://kpmarket.example"}, "Set SECRET_KEY"),
        ({"ALLOWED_HOSTS": "localhost,*"}, "Set SECRET_KEY"),
        ({**PRODUCTION, "MFA_KEYS": ""}, "Set MFA_KEYS"),
        (
            {**PRODUCTION, "SECRET_KEY": PRODUCTION["MFA_KEYS"]},
            "Set MFA_KEYS to a key of your own that is not SECRET_KEY",
        ),
        ({"MFA_KEYS": f"{PRODUCTION['MFA_KEYS']},too-short"}, "MFA_KEYS: key 2 is not a Fernet key"),
        ({**PRODUCTION, "EASE_SECOND_FACTOR": "1"}, "EASE_SECOND_FACTOR is for the demo"),
        ({**PRODUCTION, "SITE_URL": "http://kpmarket.example", "EASE_SECOND_FACTOR": "1"}, "EASE_SECOND_FACTOR is for"),
        ({"STORAGE_URL": "/var/files"}, "Not an address like s3://bucket/prefix"),
        ({"STORAGE_URL": "s3://files", "X_ACCEL_PREFIX": "/private/"}, "X_ACCEL_PREFIX is for files in a folder"),
        ({"LOG_FORMAT": "xml"}, "Choose from line, json"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(tmp_path, variables, words):
    result = check(tmp_path, **variables)

    assert result.returncode != 0
    assert words in result.stderr


class Reports(BaseHTTPRequestHandler):
    """Takes what is sent to Sentry."""

    def do_POST(self):
        content = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append(gzip.decompress(content) if self.headers["Content-Encoding"] == "gzip" else content)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        """Nothing on the tests' own output."""


@pytest.fixture
def sentry():
    """A server on loopback that takes error reports; what it received is in `received`."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Reports) as server:
        server.received = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


BREAK = """
import logging, django, sentry_sdk
django.setup()
from kpmarket.foundation.monitoring import request_ids
with request_ids.use("f3b1c2d4-0001"):
    logging.getLogger("site").error("No letter to %s.", "wei.zhang@maker.example")
sentry_sdk.flush(10)
"""


def test_errors_are_reported_and_logged_as_json_where_the_environment_says_so(tmp_path, sentry):
    dsn = f"http://key@127.0.0.1:{sentry.server_port}/1"

    result = run(tmp_path, "-c", BREAK, LOG_FORMAT="json", SENTRY_DSN=dsn, SENTRY_ENVIRONMENT="tests")

    (line,) = result.stderr.splitlines()
    (report,) = sentry.received
    logged, reported = json.loads(line), json.loads(report.splitlines()[-1])
    assert (logged["request_id"], logged["message"]) == ("f3b1c2d4-0001", "No letter to wei.zhang@maker.example.")
    assert (reported["tags"]["request_id"], reported["environment"]) == ("f3b1c2d4-0001", "tests")
    assert b"wei.zhang" not in report


HEAVY = {"boto3", "botocore", "storages", "sentry_sdk"}


def test_a_site_without_bucket_and_reports_does_not_load_their_libraries(tmp_path):
    result = run(tmp_path, "-c", "import sys, django; django.setup(); print(*sys.modules)")

    assert "django" in result.stdout.split(), result.stderr
    assert HEAVY.isdisjoint(result.stdout.split())
