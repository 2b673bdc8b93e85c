"""A key that cannot sign, or an address that is none, stops the start."""

import pytest

from audits.desk.signing_key_check import log_heads_can_be_signed

SEED = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A="
"""RFC 8032, 7.1, test 1, as Base64."""


@pytest.mark.parametrize(
    ("key", "addresses", "found"),
    [
        ("", [], []),
        (SEED, ["heads@notary.example"], []),
        (SEED[:-1], [], ["audits.E001"]),
        ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", [], ["audits.E001"]),
        ("-----BEGIN PRIVATE KEY-----", [], ["audits.E001"]),
        ("", ["heads@notary.example", "notary"], ["audits.E002"]),
    ],
)
def test_each_fault_is_named(settings, key, addresses, found):
    settings.LOG_SIGNING_KEY, settings.LOG_HEAD_ADDRESSES = key, addresses

    assert [one.id for one in log_heads_can_be_signed(None)] == found
