import pytest

from suppliers.documents.fields.number_labels import family_of, labels_in, value_start


@pytest.mark.parametrize(
    ("text", "family", "value"),
    [
        ("Certificate No. 证书编号 QM 26", "certificate", "QM 26"),
        ("Certificate No.证书编号QM 26", "certificate", "QM 26"),
        ("注册证编号:粤械注准1", "registration", "粤械注准1"),
        ("Document No. 文件编号 KP-1", "any", "KP-1"),
        ("Number 编号 9009", "any", "9009"),
        ("报告编号 Report No. T-1", "report", "T-1"),
    ],
)
def test_a_label_in_both_languages_is_one_label(text, family, value):
    labels = labels_in(text)

    assert [one.family for one in labels] == [family]
    assert text[value_start(text, labels[0]) :] == value


@pytest.mark.parametrize(
    "text", ["Notified body No. 9417", "Model number X", "Product code FXX", "样品编号 1", "Building 4, No. 295"]
)
def test_numbers_of_other_things_have_no_label(text):
    assert labels_in(text) == []


def test_each_kind_knows_its_own_label():
    assert [family_of(kind) for kind in ("cn_nmpa_filing", "eu_doc_mdr", "iso13485", "loa")] == [
        "filing",
        "declaration",
        "certificate",
        "any",
    ]
