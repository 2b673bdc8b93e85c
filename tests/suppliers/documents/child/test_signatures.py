from datetime import timedelta

import pytest

from suppliers.documents.child import signatures
from tests.suppliers.documents import sample_files, signed_pdfs


def check_signatures(content, roots=None, at=signed_pdfs.JUDGED_AT):
    root, _ = signed_pdfs.authority()
    facts, _ = signatures.check(content, roots=root if roots is None else roots, at=at.isoformat())
    return facts["signatures"]


def state(facts):
    return {name: facts[name] for name in ("is_intact", "is_valid", "covers_whole_file", "change", "trust")}


WHOLE = {"is_intact": True, "is_valid": True, "covers_whole_file": True, "change": "none", "trust": "trusted"}


def test_an_untouched_document_of_a_trusted_signer():
    (found,) = check_signatures(signed_pdfs.signed_pdf())

    assert state(found) == WHOLE
    assert (found["field"], found["signer"], found["issuer"]) == ("Seal", "检测所 Test Laboratory", "试验根 Test Root")
    assert found["is_checked"]


def test_an_authority_that_nobody_named_is_unknown():
    (found,) = check_signatures(signed_pdfs.signed_pdf(), roots="")

    assert state(found) == {**WHOLE, "trust": "unknown"}


def test_changes_after_signing_are_reported():
    (found,) = check_signatures(signed_pdfs.changed_after(signed_pdfs.signed_pdf()))

    assert state(found) == {**WHOLE, "covers_whole_file": False, "change": "suspicious"}


def test_a_changed_character_breaks_the_signature():
    (found,) = check_signatures(signed_pdfs.alter_signed(signed_pdfs.signed_pdf()))

    assert not found["is_intact"]


def test_an_expired_signer_differs_from_an_unknown_one():
    late = signed_pdfs.SIGNED_AT + timedelta(days=1500)

    assert check_signatures(signed_pdfs.signed_pdf(), at=late)[0]["trust"] == "expired"


def test_a_signature_that_is_no_signature_could_not_be_checked():
    content = signed_pdfs.signed_pdf()
    start = content.index(b"/Contents <") + len(b"/Contents <")
    broken = content[: start + 400] + b"ff" * 200 + content[start + 800 :]

    assert check_signatures(broken) == [{"field": "Seal"}]


@pytest.mark.parametrize("content", [sample_files.pdf()])
def test_an_unsigned_document_has_no_signatures(content):
    assert check_signatures(content) == []
