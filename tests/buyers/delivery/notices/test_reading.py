"""Published notices are read as they are; what is no such file is refused with its reason."""

from datetime import date

import pytest

from buyers.delivery.notices import notice as notices
from buyers.delivery.notices.notice import Refused
from buyers.delivery.notices.reading import READERS, read_notices
from tests.buyers.delivery.notices import published


def test_an_enforcement_report_names_firm_lots_model_class_and_day():
    first, second = read_notices(published.ENFORCEMENT, "openfda-enforcement")

    assert (first.source_id, first.grade, first.published_on) == ("Z-0471-2027", "Class II", date(2026, 11, 18))
    assert first.maker == "LANHE MEDICAL (JIANGSU) CO LTD"
    assert first.lots == ("2611A007", "2611A008")
    assert first.models == ("LH-3PLY",)
    assert first.gtins == ("06970000000017",)
    assert second.lots == (), "'all serial numbers' names none"


def test_a_weekly_report_names_brand_models_batches_and_barcode_and_leaves_out_what_is_unknown():
    first, second = read_notices(published.SAFETY_GATE, "safety-gate")

    assert (first.source_id, first.brand, first.grade) == ("SR/04411/26", "LANHE", "Serious risk")
    assert (first.models, first.lots) == (("LH-95", "LH-95V"), ("20260311", "20260312"))
    assert (first.gtins, first.published_on) == (("6970000000024",), date(2026, 11, 20))
    assert "measured value < 80 %" in first.text
    assert first.url.endswith("/alertDetail/10099999")
    assert (second.brand, second.models, second.lots, second.gtins) == ("", (), (), ())


def test_the_form_before_2020_has_batch_and_barcode_in_one_field():
    (old,) = read_notices(published.BEFORE_2020, "safety-gate")

    assert (old.gtins, old.models) == (("4006381333931",), ("EG-100",))
    assert any("77-19" in lot for lot in old.lots)


def test_feeds_give_titles_summaries_and_days_and_a_round_up_is_known_as_a_list():
    alert, weekly = read_notices(published.GOV_UK, "feed")
    (recall,) = read_notices(published.TGA, "feed")

    assert (alert.published_on, alert.is_list, weekly.is_list) == (date(2026, 11, 19), False, True)
    assert alert.text == "The manufacturer has identified masks without a sealed pouch."
    assert alert.url == "https://www.gov.uk/drug-device-alerts/lanhe-masks"
    assert (recall.published_on, recall.text) == (date(2026, 11, 17), "Holes above the accepted quality level.")


@pytest.mark.parametrize(
    ("format_", "data", "code"),
    [
        ("feed", published.BOMB, "definitions"),
        ("safety-gate", published.BOMB, "definitions"),
        ("feed", published.SAFETY_GATE, "other-format"),
        ("safety-gate", published.GOV_UK, "other-format"),
        ("openfda-recall", published.ENFORCEMENT, "other-format"),
        ("openfda-enforcement", b'{"error": {"code": "NOT_FOUND"}}', "other-format"),
        ("openfda-enforcement", b"[" * 100_000, "unreadable"),
        ("feed", published.GOV_UK[:-40], "unreadable"),
        ("feed", "<feed/>".encode("utf-16"), ""),
        ("safety-gate", b"", "unreadable"),
    ],
)
def test_what_is_no_such_file_is_refused_with_its_reason(format_, data, code):
    if not code:
        assert read_notices(data, format_) == []
        return
    with pytest.raises(Refused) as refusal:
        read_notices(data, format_)

    assert refusal.value.code == code


def test_files_and_lists_have_limits(monkeypatch):
    monkeypatch.setattr(notices, "MAX_NOTICES", 1)
    with pytest.raises(Refused, match="too-many"):
        read_notices(published.GOV_UK, "feed")
    with pytest.raises(Refused, match="too-large"):
        read_notices(b" " * (notices.MAX_BYTES + 1), "feed")


def test_a_changed_word_is_another_version():
    (first,) = READERS["feed"](published.TGA)
    (same,) = READERS["feed"](published.TGA)
    (other,) = READERS["feed"](published.TGA.replace(b"Holes", b"Tears"))

    assert first.digest == same.digest != other.digest
