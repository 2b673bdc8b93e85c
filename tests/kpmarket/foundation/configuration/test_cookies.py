"""On https a cookie of ours can be set by this host alone."""

import os
import subprocess
import sys

import pytest
from cryptography.fernet import Fernet
from django.conf import settings

from kpmarket.foundation.configuration.cookies import cookie_settings

VISIT = """
import django; django.setup()
from django.conf import settings; settings.LOGGING_CONFIG = None
from django.contrib import messages
from django.http import HttpResponse
from django.test import Client, RequestFactory
from kpmarket.foundation.messages import MessageStorage
settings.ALLOWED_HOSTS.append("testserver")
client = Client()
client.get("/live/", secure=True)
client.post("/language/", {"language": "zh-hans"}, secure=True)
client.get("/account/login/", secure=True)
response = HttpResponse()
request = RequestFactory().get("/", secure=True)
request.session = {}
storage = MessageStorage(request)
storage.add(messages.INFO, "Saved.")
storage.update(response)
for jar in (client.cookies, response.cookies):
    for cookie in jar.values():
        print(cookie.key, bool(cookie["secure"]), cookie["path"], cookie["domain"], sep="|")
"""


def test_all_cookies_of_an_https_site_meet_the_rules_of_their_prefix(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "kpmarket.settings",
        "SITE_URL": "https://kpmarket.example",
        "SECRET_KEY": "a" * 20 + "-key-of-our-own-" + "0123456789" * 3,
        "MFA_KEYS": Fernet.generate_key().decode(),
    }

    result = subprocess.run(
        [sys.executable, "-c", VISIT], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )

    assert sorted(result.stdout.split()) == [
        f"__Host-{name}|True|/|" for name in ("csrftoken", "django_language", "messages")
    ], result.stderr


@pytest.mark.parametrize(("prefix", "is_secure"), [("__Host-", True), ("", False)])
def test_a_session_is_secure_where_its_name_says_so(prefix, is_secure):
    facts = cookie_settings(prefix)

    assert (facts["SESSION_COOKIE_NAME"], facts["SESSION_COOKIE_SECURE"]) == (f"{prefix}sessionid", is_secure)
