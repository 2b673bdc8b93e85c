"""Small cases for the checks: a document that agrees with everything, and what changes it."""

from dataclasses import replace
from datetime import date

from audits.compliance.reference import Confidence, Entitlement, IssuingBody
from audits.compliance.rulebook import EvidenceType, Rulebook, StandardEdition
from audits.findings import Case, Claim, Company, Document, Kind
from suppliers.documents.fields import FieldName, Fields, Proposal
from suppliers.documents.reading import Box, Line, Metadata, Page, Reading, Source, Structure
from suppliers.documents.sniff import Kind as FileKind

TODAY = date(2026, 11, 22)
PLACE = Box(0.1, 0.2, 0.5, 0.25)
LANHE = Company(
    name_en="Suzhou Lanhe Medical Device Co., Ltd.",
    name_zh="苏州蓝禾医疗器械有限公司",
    address_en="1 Example Road, Wuzhong District, Suzhou",
    address_zh="苏州市吴中区示例路1号",
    credit_code="91110000600037341L",
    province="32",
    website="https://www.lanhe.example",
)
REGISTRATION = Kind(
    "cn_nmpa_registration",
    "registration",
    "CN",
    months=60,
    pattern=r"^[国苏粤]械注[准进许]\d{11}$",
    pattern_is_guess=False,
)


def evidence_type(id_="eu_ppe_module_b", **facts):
    facts = {"issuer_law": "PPE", "number_identifies": "issuing_body", "number_pattern": r"^\d{4}$"} | facts
    plain = {
        "name": id_, "market": "EU", "issuer_kind": "notified_body", "issuer": "", "held_by": "manufacturer",
        "validity_months": 60, "validity_note": "", "number_pattern_is_guess": False, "number_example": None,
        "register_name": None, "register_url": None, "confidence": Confidence.HIGH,
    }  # fmt: skip
    return EvidenceType(id=id_, **(plain | facts))


MODULE_B = Kind("eu_ppe_module_b", "certificate", "EU", months=60, law=evidence_type())
REPORT = Kind("cn_gb_report", "test_report", "CN")


def entitlement(law="PPE", first=None, last=None, scopes=()):
    return Entitlement(law, first, last, Confidence.MEDIUM, scopes)


def edition(standard, year, first=None, last=None, confidence=Confidence.HIGH):
    return StandardEdition(standard, year, first, last, confidence)


def law(*editions, **bodies):
    """The rulebook with these editions, and bodies by ``b`` and their number."""
    issuing = {name[1:]: IssuingBody(name[1:], "Nordlys Institut", "DK", tuple(own)) for name, own in bodies.items()}
    return Rulebook("e", {}, {}, {}, {}, (), tuple(editions), {}, issuing)


def read(name, value, *, confidence=0.95, printed="", box=PLACE, page=1):
    return Proposal(FieldName(name), value, printed or value, page, box, confidence)


def line(text, top=0.2):
    return Line(text, Box(0.1, top, 0.9, top + 0.02), Source.TEXT_LAYER)


def page(*texts, **facts):
    facts = {"source": Source.TEXT_LAYER, "confidence": 1.0} | facts
    return Page(1, 600, 800, lines=tuple(line(text, 0.02 * i) for i, text in enumerate(texts, 1)), **facts)


def reading(*pages, **facts):
    return Reading(FileKind.PDF, 1000, pages or (page(),), **facts)


def made(**facts):
    """The reading of a file that says this of its making."""
    return reading(metadata=Metadata(**facts))


def built(*marks, revisions=1):
    return reading(structure=Structure("1.7", 1, revisions, marks=tuple(marks)))


def document(*proposals, of=None):
    return Document(7, of or reading(), Fields.of(proposals))


def case(*proposals, of=None, company=LANHE, kind=REGISTRATION, on=TODAY, claim=None, **facts):
    """One file with these values; further facts are those of the case, or of what is claimed."""
    own = {name: facts.pop(name) for name in list(facts) if name in Case.__dataclass_fields__}
    claimed = replace(claim or Claim(), **facts)
    return Case(on, claimed, company, kind, **{"documents": (document(*proposals, of=of),), **own})


def codes(check, *args, **facts):
    return [one.code for one in check(case(*args, **facts))]
