"""The table of evidence: alternatives, what is folded, and what is said of registers."""

from datetime import date

import pytest

from audits.answers.evidence_tree import Citation, Node, NodeDocument, NodeState
from audits.lookups.summaries import NO_ANSWERS, RegisterAnswers
from buyers.catalogue.evidence_table import DocumentsOnShow, RegisterNote, evidence_groups, last_approval, register_note
from suppliers.models import Certificate
from tests.factories import CertificateFactory, CertificateTypeFactory

pytestmark = pytest.mark.django_db
MET, MISSING, UNNEEDED = NodeState.MET, NodeState.MISSING, NodeState.UNNEEDED


def rows(*children, state, mode):
    """Title, depth and words of each row of one requirement."""
    group = Node("Route", state, mode, children, citation=Citation("Article 1"))
    (found,) = evidence_groups([group], DocumentsOnShow(1, [], {}))
    return [(row.title, row.depth, row.mode, row.instead) for row in found.rows]


def test_of_alternatives_that_are_met_the_one_that_counts_stands_there_and_the_others_are_named():
    both = Node("All of these", UNNEEDED, "all", (Node("C", UNNEEDED), Node("D", UNNEEDED)))

    found = rows(Node("A", MET), Node("B", UNNEEDED), both, state=MET, mode="any")

    assert found == [("A", 0, "", ("B", "C + D"))]


def test_alternatives_of_which_none_is_met_stand_below_their_words():
    either = Node("One of these", MISSING, "any", (Node("B", MISSING), Node("C", MISSING)))

    found = rows(Node("A", MET), either, state=MISSING, mode="all")

    assert found == [("A", 0, "", ()), ("One of these", 0, "any", ()), ("B", 1, "", ()), ("C", 1, "", ())]


def test_what_is_wholly_met_is_one_flat_list():
    parts = Node("All of these", MET, "all", (Node("B", MET), Node("C", MET)))

    assert [depth for _title, depth, _mode, _instead in rows(Node("A", MET), parts, state=MET, mode="all")] == [0, 0, 0]


def test_what_is_said_where_no_answer_of_a_register_is_shown():
    listed = CertificateFactory.build(certificate_type=CertificateTypeFactory.build(id="iso13485"))
    unlisted = CertificateFactory.build(certificate_type=CertificateTypeFactory.build(id="label"))

    assert register_note(listed, NO_ANSWERS) == RegisterNote.NOT_CHECKED
    assert register_note(listed, RegisterAnswers([], is_queried=True)) == RegisterNote.WITHHELD
    assert register_note(unlisted, NO_ANSWERS) == RegisterNote.NO_REGISTER


@pytest.mark.parametrize(("number", "url"), [("NB 2834", "/bodies/2834/"), ("0001", ""), ("", ""), ("2834 / 0001", "")])
def test_an_issuing_body_that_has_a_page_is_a_link(number, url):
    certificate = CertificateFactory(issuer_number=number, status="approved")
    certificate.judgements = []
    node = Node("Certificate", MET, document=NodeDocument("Certificate", "7", None, certificate.pk))

    assert DocumentsOnShow(1, [certificate], {}, bodies={"2834"}).describe(node).issuer_url == url


def test_the_last_approval_is_one_of_documents_that_are_good_on_the_day():
    good = CertificateFactory.build(status=Certificate.Status.APPROVED, valid_until=date(2027, 12, 31))
    good.judgements = []

    assert last_approval([good], on=date(2026, 11, 22)) is None


def test_a_standard_that_a_document_must_state_leads_to_its_page():
    report = Node("Test report", MET, standards=("EN 14683", "ISO 10993-1"))
    (group,) = evidence_groups([Node("Route", MET, "all", (report,))], DocumentsOnShow(1, [], {}))

    assert [tuple(one) for one in group.rows[0].standards] == [
        ("EN 14683", "/standards/en-14683/"),
        ("ISO 10993-1", "/standards/iso-10993-1/"),
    ]
