import pytest

from kpmarket.foundation import mail
from suppliers.models import Invitation
from tests.factories import MembershipFactory, UserFactory


@pytest.fixture
def facts(db):
    member = MembershipFactory(supplier__name_en="Lanhe", supplier__name_zh="蓝禾")
    invitation = Invitation.objects.create(supplier=member.supplier, email="guest@example.org", invited_by=member.user)
    return {"invitation": invitation, "action_url": "http://localhost:8000/x/", "action_label": "Open"}


def test_a_letter_has_a_subject_a_text_and_the_same_in_html(facts):
    letter = mail.compose("suppliers/invitation", "guest@example.org", facts, key="invitation-7")

    assert letter.address == "guest@example.org"
    assert letter.subject == "Invitation to act for Lanhe"
    assert [form.count("http://localhost:8000/x/") >= 1 for form in (letter.text, letter.html)] == [True, True]
    assert "<html" in letter.html


def test_a_person_reads_the_letter_in_their_own_language(facts):
    letter = mail.compose("suppliers/invitation", UserFactory(language="zh-hans"), facts, key="invitation-7")

    assert "蓝禾" in letter.subject


def test_the_message_id_follows_from_the_cause(facts):
    letters = [mail.compose("suppliers/invitation", "guest@example.org", facts, key="invitation-7") for _ in range(2)]

    assert {letter.message_id for letter in letters} == {"<invitation-7@localhost>"}


@pytest.mark.parametrize("character", ["\x0b", "\x0c", "\x1c", "\r", "\u2028"])
def test_a_name_never_becomes_a_header(facts, character):
    facts["invitation"].supplier.name_en = f"Acme{character}Reply-To : evil@example.org"

    letter = mail.compose("suppliers/invitation", "guest@example.org", facts, key="invitation-7")

    assert letter.subject == "Invitation to act for Acme Reply-To : evil@example.org"


def test_a_pattern_filled_for_many_reads_as_a_letter_composed_for_each(facts):
    names = {"name": "O'Neill & Söhne <Medizin> GmbH % {{ x }} \\1", "action_url": "http://localhost:8000/x/?a=1&b=2"}
    facts["invitation"].supplier.name_en = names["name"]
    composed = mail.compose("suppliers/invitation", "guest@example.org", {**facts, **names}, key="invitation-7")
    facts["invitation"].supplier.name_en = mail.mark("name")
    marks = {name: mail.mark(name) for name in names}

    pattern = mail.render_pattern("suppliers/invitation", {**facts, **marks}, language="en")
    filled = mail.fill(pattern, "guest@example.org", names, key="invitation-7")

    assert filled.subject == "Invitation to act for O'Neill & Söhne <Medizin> GmbH % {{ x }} \\1"
    assert (filled.subject, filled.text, filled.html) == (composed.subject, composed.text, composed.html)
    assert "O&#x27;Neill &amp; Söhne &lt;Medizin&gt; GmbH" in filled.html


def test_a_mark_that_somebody_typed_is_not_filled(facts):
    facts["invitation"].supplier.name_en = f"Acme {mail.mark('key')}"

    letter = mail.compose("suppliers/invitation", "guest@example.org", facts, key="invitation-7")

    assert letter.subject == f"Invitation to act for Acme {mail.mark('key')}"
