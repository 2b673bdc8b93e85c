"""Legal cases of the access world: one of ``buyer`` about its order, one of the rival, with words that only a client reads."""

from io import BytesIO

from PIL import Image

from buyers.disputes.models import CaseFile, CasePage
from kpmarket.foundation.storage import files
from tests.factories import NOON
from tests.factories.cases import CaseDeadlineFactory, CaseNoteFactory, CounselFactory, LegalCaseFactory
from tests.factories.disputes import ClaimFactory

CASE_WORDS = "We fear that our own storage tore the ear loops"
"""A private note of a client."""


def case_arguments(order):
    """What the URLs of legal cases are asked with."""
    case = LegalCaseFactory(order=order)
    CaseNoteFactory(case=case, text=CASE_WORDS)
    of_case, page = {"pk": case.pk}, _page(case)
    names = ("case", "case-note", "case-day", "case-documents", "case-close")
    return {
        **{f"disputes:{name}": of_case for name in names},
        "disputes:case-acknowledge": {**of_case, "deadline": CaseDeadlineFactory(case=case).pk},
        "disputes:order-bundle": {"pk": order.pk},
        "disputes:claim-bundle": {"pk": ClaimFactory(order=order).pk},
        "disputes:case-bundle": of_case,
        "disputes:case-page": {"token": page.token},
        "admin:disputes_legalcase_act": {**of_case, "name": "step"},
        "admin:disputes_legalcase_page": {"token": page.token},
    }


def case_objects(arguments):
    """The key of a row of each model of the legal desk, by the model's name."""
    return {"legalcase": arguments["disputes:case"]["pk"], "counsel": CounselFactory().pk}


def case_of_rival(order, key):
    """The rival's own case, under one key."""
    case = LegalCaseFactory(id=key, order=order)
    CaseDeadlineFactory(id=key, case=case)


def _page(case):
    blank = BytesIO()
    Image.new("RGB", (80, 100), "white").save(blank, "WEBP")
    stored = files.store_bytes(blank.getvalue(), ".webp")
    file = CaseFile.objects.create(
        case=case, original_name="s.pdf", stored_name=f"case-{case.pk}", kind="pdf", size=9, sha256="0" * 64,
        uploaded_by=case.opened_by, uploaded_at=NOON,
    )  # fmt: skip
    return CasePage.objects.create(file=file, number=1, stored_name=stored.name, width=80, height=100)
