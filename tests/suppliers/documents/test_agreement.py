import pytest

from suppliers.documents.agreement import agreement


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("国械注准 20243140123", "国械注准２０２４３１４０１２３", 1.0),
        ("Valid until 2029", "VALID  UNTIL: 2029", 1.0),
        ("abcd", "wxyz", 0.0),
        ("abcd", "abcx", 0.667),
        ("", "abcd", 0.0),
        ("", "", 1.0),
    ],
)
def test_texts_agree_as_far_as_they_say_the_same(one, other, share):
    assert agreement(one, other) == agreement(other, one) == share


def test_the_order_of_lines_hardly_matters():
    assert agreement("注册证编号\n有效期至", "有效期至\n注册证编号") > 0.8
