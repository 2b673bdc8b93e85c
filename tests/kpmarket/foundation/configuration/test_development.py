"""The settings of a demonstration are for a site that nobody else can reach."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from kpmarket.foundation.configuration.development import refuse_where_others_come

OWN = ["localhost", "127.0.0.1", "[::1]"]
EASED = {"has_public_key": False, "has_public_factor_key": False, "eases_second_factor": True}


@pytest.mark.parametrize("site", ["http://localhost:8000", "http://127.0.0.1", "http://[::1]:8000"])
def test_on_this_machine_nothing_is_refused(site):
    refuse_where_others_come(site, OWN, **EASED)


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
def test_where_others_come_it_is_refused(site, hosts):
    with pytest.raises(ImproperlyConfigured, match="EASE_SECOND_FACTOR"):
        refuse_where_others_come(site, hosts, **EASED)


def test_a_site_of_ones_own_settings_is_open_to_others():
    refuse_where_others_come(
        "https://kp.example",
        ["kp.example"],
        has_public_key=False,
        has_public_factor_key=False,
        eases_second_factor=False,
    )
