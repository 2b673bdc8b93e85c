from datetime import date, timedelta

import pytest

from suppliers.reminders.mail import Letters
from tests.factories import CertificateFactory, UserFactory

END = date(2027, 3, 14)


@pytest.mark.parametrize(
    ("days_left", "subject"),
    [
        (180, "eu_doc_mdr DOC-7 ends in 180 days"),
        (1, "eu_doc_mdr DOC-7 ends in 1 day"),
        (0, "eu_doc_mdr DOC-7 ends today"),
        (-1, "eu_doc_mdr DOC-7 ended 1 day ago"),
        (-30, "eu_doc_mdr DOC-7 ended 30 days ago"),
    ],
)
def test_both_forms_of_the_letter_say_what_ends_when_and_lead_to_the_renewal(db, settings, days_left, subject):
    certificate = CertificateFactory(number="DOC-7", valid_until=END)

    letter = Letters(on=END - timedelta(days=days_left)).certificate_ends(certificate, UserFactory(), 1)

    link = settings.SITE_URL + certificate.get_absolute_url()
    html = letter.html
    assert letter.subject == subject
    assert [form.count(link) >= 1 and "14 March 2027" in form for form in (letter.text, html)] == [True, True]
    assert html.count("Renew this certificate") == 1


def test_a_name_with_special_letters_reaches_the_text_as_it_is(db):
    certificate = CertificateFactory(number="A&B <1>", valid_until=END)

    letter = Letters(on=END).certificate_ends(certificate, UserFactory(), 1)

    assert letter.subject == "eu_doc_mdr A&B <1> ends today"
    assert "A&amp;B &lt;1&gt;" in letter.html
