import pytest
from django.core.exceptions import ValidationError

from kpmarket.foundation.text.mail_address import is_mail_address, validate_mail_address


@pytest.mark.parametrize(
    "address",
    [
        "ann@example.org",
        "a.b+c@mail.example.org",
        "o'neil@example.org",
        "ann@müller.example",
        "x" * 64 + "@example.org",
    ],
)
def test_ordinary_addresses_are_taken(address):
    assert validate_mail_address(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ann",
        "ann@",
        "@example.org",
        "ann@example",
        "two words@example.org",
        '"two words"@example.org',
        '"ann\x0bBcc : x"@example.org',
        "ann\x0b@example.org",
        "ann@example.org\n",
        "ann@exam\u2028ple.org",
        "\u212aate@example.org",
        "ſam@example.org",
        "bücher@example.org",
        "x" * 65 + "@example.org",
        "ann@" + "ü" * 63 + ".example",
        "ann@" + ".".join(["a" * 60] * 5) + ".org",
        "ann@@example.org",
        "ann@example.org,eve@example.org",
    ],
)
def test_addresses_that_mail_cannot_write_are_refused(address):
    with pytest.raises(ValidationError):
        validate_mail_address(address)
    assert not is_mail_address(address)
