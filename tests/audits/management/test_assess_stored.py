"""Questions about products that we hold, with two time axes."""

import json
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command

from audits.answers.assess_stored import NOTHING_ON_RECORD
from audits.models import Decision
from tests.audits.dossiers import product_with
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
APPROVED = datetime(2026, 3, 5, 14, tzinfo=UTC)
REVOKED = datetime(2026, 6, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def product(law):
    """A mask whose declaration was approved in March and revoked in June, back to January."""
    mask = product_with(("doc", {"status": "revoked"}), "report", "licence", created_at=APPROVED - 30 * HOUR)
    for certificate in mask.certificates.all():
        decide(certificate, "approved", APPROVED)
    decide(mask.certificates.get(certificate_type="doc"), "revoked", REVOKED, effective_on=date(2026, 1, 1))
    return mask


def decide(certificate, outcome, at, **facts):
    Decision.objects.create(
        supplier=certificate.supplier, certificate=certificate, outcome=outcome, at=at, by=UserFactory(), **facts
    )


def ask(*arguments, line=None):
    out, asked = StringIO(), b"" if line is None else json.dumps(line).encode()
    call_command("assess", *arguments, stdin=BytesIO(asked), stdout=out)
    return [json.loads(answer) for answer in out.getvalue().splitlines()]


def state(product, known):
    (answer,) = ask(
        "--as-of=2026-05-01", f"--known-as-of={known:%Y-%m-%dT%H:%M}", f"--product={product.pk}", "--destination=US"
    )
    return answer["state"]


def test_a_revocation_dated_back_is_unknown_before_it_was_decided(product):
    assert state(product, APPROVED - HOUR) == "blocked"
    assert state(product, APPROVED) == "conditional"
    assert state(product, REVOKED - HOUR) == "conditional"
    assert state(product, REVOKED) == "blocked"


def test_without_a_moment_what_we_know_now_counts(product):
    assert [
        ask(f"--as-of={day}", line={"id": "a", "product": product.pk, "destination": "US"})[0]["state"]
        for day in ("2025-12-31", "2026-01-01")
    ] == ["conditional", "blocked"]


def test_an_answer_has_the_keys_of_any_other_and_a_note(product):
    question = {
        "id": "a",
        "product_type": "medical_mask",
        "destination": "US",
        "on": "2026-05-01",
        "evidence": [],
    }
    (plain,) = ask(line=question)

    (stored,) = ask("--as-of=2026-05-01", line={"id": "a", "product": product.pk, "destination": "US"})

    assert set(stored) == {*plain, "note"}
    assert (stored["id"], stored["note"]) == ("a", None)


@pytest.mark.parametrize("moment", ["2026-03-04T07:59", "2019-12-31T23:59", "0001-01-01T00:00"])
def test_where_nothing_was_on_record_the_answer_says_so_in_words(product, moment):
    (answer,) = ask(f"--known-as-of={moment}", line={"id": 7, "product": product.pk, "destination": "US"})

    assert (answer["id"], answer["state"], answer["note"]) == (7, "not_assessed", NOTHING_ON_RECORD)
    assert (answer["holds_until"], answer["rows"], answer["missing"]) == (None, [], [])


def test_a_moment_may_name_its_own_zone(product):
    line = {"id": 1, "product": product.pk, "destination": "US"}

    states = [
        ask("--as-of=2026-05-01", f"--known-as-of={moment}", line=line)[0]["state"]
        for moment in ("2026-03-05T21:59+08:00", "2026-03-05T22:00+08:00")
    ]

    assert states == ["blocked", "conditional"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"id": 1, "destination": "US"}, "The key “product” is missing in the line."),
        ({"id": None, "product": 1, "destination": "US"}, "The id must be text or a whole number."),
        ({"id": 1, "product": "1", "destination": "US"}, "The product must be a whole number: its key."),
        ({"id": 1, "product": True, "destination": "US"}, "The product must be a whole number: its key."),
        ({"id": 1, "product": 0, "destination": "US"}, "We hold no product 0."),
        ({"id": 1, "product": 10**30, "destination": "US"}, f"We hold no product {10**30}."),
    ],
)
def test_a_line_that_cannot_be_answered_says_why(law, line, words):
    assert ask("--as-of=2026-05-01", line=line) == [{"id": line["id"], "error": words}]


def test_a_destination_is_written_as_iso_3166_writes_it(product):
    (answer,) = ask("--as-of=2026-05-01", line={"id": 1, "product": product.pk, "destination": "usa"})

    assert answer["error"].startswith("The destination must be an ISO 3166 code")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--known-as-of=2999-01-01T00:00"], "still to come"),
        (["--known-as-of=yesterday"], "a moment is written"),
        (["--as-of=2026-02-30"], "a day is written"),
        (["--product=1"], "needs --destination"),
    ],
)
def test_what_was_not_understood_is_refused(law, arguments, words):
    with pytest.raises(CommandError, match=words):
        ask(*arguments)
