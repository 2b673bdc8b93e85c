"""A key that cannot sign, or an address that is none, stops the start."""

from base64 import b64encode

import pytest

from audits.desk.signing_key_check import log_heads_can_be_signed

BYTES = bytes.fromhex("9d61b19d effd5a60 ba844af4 92ec2cc4 4449c569 7b326919 703bac03 1cae7f60")
"""RFC 8032, 7.1, test 1."""
SEED = b64encode(BYTES).decode()


@pytest.mark.parametrize(
    ("key", "addresses", "found"),
    [
        ("", [], []),
        (SEED, ["heads@notary.example"], []),
        (SEED[:-1], [], ["audits.E001"]),
        (BYTES.hex(), [], ["audits.E001"]),
        ("-----BEGIN {} KEY-----".format("PRIVATE"), [], ["audits.E001"]),
        ("", ["heads@notary.example", "notary"], ["audits.E002"]),
    ],
)
def test_each_fault_is_named(settings, key, addresses, found):
    settings.LOG_SIGNING_KEY, settings.LOG_HEAD_ADDRESSES = key, addresses

    assert [one.id for one in log_heads_can_be_signed(None)] == found
