import pytest

from suppliers.companies.forms import CompanyForm, ContactForm, StartForm
from tests.factories import SupplierFactory

MIXED = "苏州蓝禾Lanhe" * 30 + "医疗" * 15


def test_a_name_of_300_characters_in_mixed_scripts_comes_back_with_a_message():
    form = StartForm({"name_zh": MIXED, "name_en": ""})

    assert len(MIXED) == 300
    assert form.errors == {"name_zh": ["Use at most 200 characters; there are 300."]}
    assert f'value="{MIXED}"' in str(form["name_zh"])


def test_the_browser_never_cuts_what_was_pasted():
    assert "maxlength" not in str(CompanyForm()["name_en"])


@pytest.mark.django_db
def test_only_the_chinese_name_must_be_there():
    assert CompanyForm({"name_zh": "蓝禾"}, instance=SupplierFactory()).is_valid()
    assert CompanyForm({}, instance=SupplierFactory()).errors == {"name_zh": ["An answer is needed here."]}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("91110000600037341", "A unified social credit code has 18 characters."),
        ("91110000600037341N", "The last character does not fit the others. Compare the code with the licence."),
    ],
)
def test_a_wrong_credit_code_is_reported_next_to_its_field(typed, said):
    assert CompanyForm({"name_zh": "蓝禾", "credit_code": typed}).errors == {"credit_code": [said]}


def test_an_early_fujian_code_is_taken():
    form = CompanyForm({"name_zh": "蓝禾", "credit_code": "９１３５０２１１Ｍ００００ＸＵＦ４６"})

    assert form.is_valid()
    assert form.cleaned_data["credit_code"] == "91350211M0000XUF46"


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "not an address",
        "ftp://lanhe.example",
        "https://wei:secret@lanhe.example",
        "//a@b.example",
    ],
)
def test_a_website_is_an_address(typed):
    assert "website" in CompanyForm({"name_zh": "蓝禾", "website": typed}).errors


@pytest.mark.parametrize(
    "typed",
    [
        "+86 512 5555 0123",
        "＋８６（５１２）５５５５０１２３",
        "0512-55550123",
        "400 123 4567 ext. 12",
        "027-8759 1234 转 8",
        "(027)87591234转808",
        "0755-2688 1234 分机：801",
    ],
)
def test_a_telephone_number_is_taken_as_people_write_it(typed):
    assert ContactForm({"name": "Lin", "email": "lin@example.org", "phone": typed}).is_valid()


@pytest.mark.parametrize("typed", ["abc", "12", "<script>"])
def test_what_is_no_telephone_number_is_refused(typed):
    form = ContactForm({"name": "Lin", "email": "lin@example.org", "phone": typed})

    assert form.errors == {
        "phone": ["Digits, with the country code: +86 512 5555 0123. An extension follows as “ext. 12” or 转 12."]
    }


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("about_en", "我们成立于2009年，生产医用口罩。", "Buyers abroad read this"),
        ("address_en", "No. 8 创新大道, Wuhan", "Buyers abroad read this"),
        ("name_zh", "Wuhan Guide Sensmart Tech Co., Ltd.", "Write this in Chinese characters."),
        ("address_zh", "8 Innovation Avenue, Wuhan", "Write this in Chinese characters."),
    ],
)
def test_each_text_is_in_the_language_of_its_readers(typed, name, words):
    form = CompanyForm({"name_zh": "武汉高德智感科技有限公司", name: typed})

    assert words in form.errors[name][0]
