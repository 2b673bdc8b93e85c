import pytest

from buyers.catalogue.quantities import read_quantity


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("50000", 50_000),
        ("50,000", 50_000),
        ("50.000", 50_000),
        ("1 200 000", 1_200_000),
        ("1’200’000", 1_200_000),
        (" 7 ", 7),
        ("2000000000", 2_000_000_000),
    ],
)
def test_a_quantity_is_read_with_or_without_marks_between_thousands(typed, value):
    assert read_quantity(typed) == value


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "0",
        "-5",
        "1.5",
        "1,00",
        "5,0000",
        "1,000.000",
        "2000000001",
        "9" * 4000,
        "1e6",
        "٥٠٠",
        "５００",
        "50k",
        "\x00",
    ],
)
def test_what_is_no_quantity_gives_none(typed):
    assert read_quantity(typed) is None
