"""The settings of a demonstration are for a site that nobody else can reach."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from kpmarket.foundation.development import refuse_where_others_come

OWN = ["localhost", "127.0.0.1", "[::1]"]
REFUSALS = {"Not the key.": False, "Not the factor.": True}


@pytest.mark.parametrize("site", ["http://localhost:8000", "http://127.0.0.1", "http://[::1]:8000"])
def test_on_this_machine_nothing_is_refused(site):
    refuse_where_others_come(site, OWN, REFUSALS)


@pytest.mark.parametrize(
    ("site", "hosts"),
    [
        ("http://kp.example", OWN),
        ("http://localhost.kp.example", OWN),
        ("http://192.168.1.7:8000", OWN),
        ("https://localhost", OWN),
        ("localhost", OWN),
        ("http://localhost", [*OWN, "kp.example"]),
        ("http://localhost", ["*"]),
        ("http://localhost", [".localhost"]),
    ],
)
def test_where_others_come_the_first_that_applies_is_refused(site, hosts):
    with pytest.raises(ImproperlyConfigured, match="Not the factor"):
        refuse_where_others_come(site, hosts, REFUSALS)


def test_a_site_of_ones_own_settings_is_open_to_others():
    refuse_where_others_come("https://kp.example", ["kp.example"], {"Not the key.": False})
