"""What a document says of its own standing, as findings."""

import pytest

from audits.findings import Severity, standing
from tests.audits.findings.cases import case, codes, page, reading


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Certificate status: withdrawn", "says_cancelled"),
        ("证书状态：暂停", "says_suspended"),
        ("The product was verified on a voluntary basis", "says_voluntary"),
        ("Quality management system, ISO 9001:2008", "names_old_edition"),
        ("DRAFT - not valid", "marked_draft"),
        ("Specimen copy", "marked_specimen"),
    ],
)
def test_what_a_document_says_against_itself_is_a_warning(line, code):
    (one,) = standing.own_standing(case(of=reading(page("No. 1", line))))

    assert (one.code, one.severity, one.page) == (code, Severity.WARNING, 1)


def test_a_suspension_that_ended_is_a_dated_note():
    of = reading(page("The certificate was suspended on 3 April 2023.", "Suspension lifted on 30 June 2023"))

    (one,) = standing.own_standing(case(of=of))

    assert (one.code, dict(one.params)) == ("suspension_ended", {"day": "2023-04-03", "other": "2023-06-30"})


def test_small_print_and_former_names_are_no_finding():
    words = page("This certificate may be suspended or withdrawn.", "曾用名：深圳市某某科技有限公司")

    assert codes(standing.own_standing, of=reading(words)) == []
