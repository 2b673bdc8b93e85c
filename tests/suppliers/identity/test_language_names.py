import pytest

from suppliers.identity.language_names import UnknownNameError, country_code, language_codes


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("es", ["es"]),
        ("ES; pt-BR", ["es", "pt"]),
        ("German / French", ["de", "fr"]),
        ("德语、法语，意大利语", ["de", "fr", "it"]),
        ("nl fr de", ["nl", "fr", "de"]),
        ("en, English", ["en"]),
        ("", []),
    ],
)
def test_languages_are_codes_or_names(written, codes):
    assert language_codes(written) == codes


@pytest.mark.parametrize(("written", "code"), [("de", "DE"), (" Germany ", "DE"), ("德国", "DE"), ("ie", "IE")])
def test_a_country_is_a_code_or_a_name(written, code):
    assert country_code(written) == code


@pytest.mark.parametrize("written", ["Klingonisch", "x", "12"])
def test_what_is_neither_is_said_back(written):
    with pytest.raises(UnknownNameError) as refused:
        language_codes(f"es, {written}")

    assert refused.value.args == (written,)
