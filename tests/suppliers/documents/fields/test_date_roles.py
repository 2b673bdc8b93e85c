import pytest

from suppliers.documents.fields.date_role_words import Role
from suppliers.documents.fields.date_roles import are_joined, labels_in, role_by_what_follows
from suppliers.documents.fields.dates import dates_in


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Valid until", [Role.UNTIL]),
        ("有效期至：".replace("：", ":"), [Role.UNTIL]),
        ("有效期限 Valid", [Role.PERIOD, Role.PERIOD]),
        ("Issued签发", [Role.ISSUED, Role.ISSUED]),
        ("Valid from 生效日期", [Role.FROM, Role.FROM]),
        ("Date of first issue", [Role.OTHER]),
        ("首次发证日期", [Role.OTHER]),
        ("Date of receipt 收样日期", [Role.OTHER, Role.OTHER]),
        ("Certificate No. 证书号", []),
        ("total update validate", []),
    ],
)
def test_words_tell_what_a_day_is_for(text, roles):
    assert [one.role for one in labels_in(text)] == roles


@pytest.mark.parametrize("between", [" to ", "至", " - ", "~", " until ", "到"])
def test_two_days_with_nothing_but_to_between_are_a_period(between):
    assert are_joined("Valid 2026-01-01", between)


@pytest.mark.parametrize("between", [" ", ", ", " Expiry date ", " and issued on "])
def test_other_words_join_no_days(between):
    assert not are_joined("Valid 2026-01-01", between)


@pytest.mark.parametrize(
    ("text", "role"), [("2026-01-01起生效", Role.FROM), ("2026年1月1日止", Role.UNTIL), ("2026-01-01.", None)]
)
def test_chinese_tells_the_role_behind_the_day(text, role):
    assert role_by_what_follows(text, dates_in(text)[0]) == role
