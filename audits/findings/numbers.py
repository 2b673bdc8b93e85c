"""The number: its form, its check digit, and whether its parts agree with each other and with the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audits.findings.case import SURE, Case, found_at
from audits.findings.comparison import alike
from audits.findings.finding import Finding, Severity
from suppliers.documents.fields import FieldName
from suppliers.identity.identifiers import credit_code_cautions, credit_code_fault, normalise, normalise_credit_code

PROVINCES = {
    "京": "11", "津": "12", "冀": "13", "晋": "14", "蒙": "15", "辽": "21", "吉": "22", "黑": "23", "沪": "31", "苏": "32",
    "浙": "33", "皖": "34", "闽": "35", "赣": "36", "鲁": "37", "豫": "41", "鄂": "42", "湘": "43", "粤": "44", "桂": "45",
    "琼": "46", "渝": "50", "川": "51", "贵": "52", "云": "53", "藏": "54", "陕": "61", "甘": "62", "青": "63", "宁": "64",
    "新": "65", "内": "15", "黔": "52", "滇": "53",
}  # fmt: skip
REGISTRATION = re.compile(
    r"(?P<place>[国兵京津冀晋蒙内黔滇辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新])械注(?P<form>[准进许])"
    r"(?P<year>20[12]\d)(?P<digit>\d)(?P<field>\d\d)\d{4,5}"
)
BY_PLACE = re.compile(r"^(?P<place>[京津冀晋蒙内黔滇辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新])")
TRADE_LICENCE = re.compile(r"药监械经营[许备]")
FIELDS_OF_DEVICES = frozenset(range(1, 23)) | {40}
FIELDS_OF_OLD_CODES = frozenset(range(1, 23)) | {
    40,
    41,
    *range(23, 34),
    *range(45, 47),
    *range(54, 59),
    *range(63, 71),
    77,
}
LAST_YEAR_OF_OLD_CODES = 2018
ROMAN = {"1": "I", "2": "II", "3": "III"}
MONTHS = r"(?:0[1-9]|1[0-2])"
DAY_IN_NUMBER = re.compile(rf"(?<!\d)(20[0-3]\d)({MONTHS})(0[1-9]|[12]\d|3[01])(?!\d)")


def written(case: Case) -> str:
    """The claimed number as it was meant, without spaces."""
    return normalise(case.claim.number).replace(" ", "")


def missing(case: Case) -> Iterator[Finding]:
    """Documents of types that carry a number, claimed without one."""
    if not case.claim.number.strip() and case.kind.pattern:
        yield Finding("number_missing", Severity.NOTE)


def form(case: Case) -> Iterator[Finding]:
    """The form in which such numbers are written; where the form is a guess of ours, a note."""
    number, kind = normalise(case.claim.number), case.kind
    if not number or not kind.pattern or not kind.number_is_its_own:
        return
    if any(re.fullmatch(kind.pattern, text) for text in (number, number.replace(" ", ""))):
        return
    severity = Severity.NOTE if kind.pattern_is_guess else Severity.WARNING
    yield Finding("number_form", severity, {"number": number, "example": kind.example or kind.pattern})


def body_form(case: Case) -> Iterator[Finding]:
    """The number of the body, where the type says what such numbers look like."""
    body = normalise(case.claim.issuer_number)
    law = case.kind.law
    if not body or law is None or law.number_identifies != "issuing_body" or not law.number_pattern:
        return
    if not re.search(r"(?<!\d)\d{4}(?!\d)", body):
        yield Finding("body_number_form", Severity.WARNING, {"number": body})


def authority_and_class(case: Case) -> Iterator[Finding]:
    """In numbers of the Chinese register: class 3 and imports are the nation's, class 2 a province's."""
    said = REGISTRATION.fullmatch(written(case))
    if said is None:
        return
    is_national, is_domestic, digit = said["place"] == "国", said["form"] == "准", said["digit"]
    params = {"number": written(case), "class": ROMAN.get(digit, digit), "authority": said["place"]}
    if digit not in "23" or (not is_domestic and not is_national) or (is_domestic and (digit == "3") != is_national):
        yield Finding("authority_and_class", Severity.CONTRADICTION, params)


def class_read(case: Case) -> Iterator[Finding]:
    """The class digit in the number, and the class that the document states."""
    said = REGISTRATION.fullmatch(written(case))
    read = case.surest(FieldName.CLASS)
    if said and read and said["digit"] in "23":
        document, one = read
        if not alike(FieldName.CLASS, ROMAN[said["digit"]], one.value):
            yield found_at(
                "class_digit", Severity.CONTRADICTION, document, one, number=written(case), read=one.value,
                digit=said["digit"],
            )  # fmt: skip


def class_of_products(case: Case) -> Iterator[Finding]:
    """The class digit in the number, and the class that China gives the products."""
    said = REGISTRATION.fullmatch(written(case))
    classes = {item.china_class.removeprefix("class ").upper() for item in case.items} & set(ROMAN.values())
    if said and classes and ROMAN.get(said["digit"]) not in classes:
        yield Finding("class_of_products", Severity.NOTE, {"digit": said["digit"], "class": ", ".join(sorted(classes))})


def field_of_devices(case: Case) -> Iterator[Finding]:
    """The two digits of the classification catalogue; numbers up to 2018 carry older ones."""
    said = REGISTRATION.fullmatch(written(case))
    if said is None:
        return
    known = (
        FIELDS_OF_OLD_CODES if int(said["year"]) <= LAST_YEAR_OF_OLD_CODES else FIELDS_OF_DEVICES | FIELDS_OF_OLD_CODES
    )
    if int(said["field"]) not in known:
        yield Finding("field_of_devices", Severity.WARNING, {"number": written(case), "field": said["field"]})


def year_of_number(case: Case) -> Iterator[Finding]:
    """The year of the first registration stands in the number: no document is older than it."""
    said = REGISTRATION.fullmatch(written(case))
    issued = case.claim.begins
    if said and issued and int(said["year"]) > issued.year:
        params = {"number": written(case), "year": said["year"], "day": issued.isoformat()}
        yield Finding("year_of_number", Severity.CONTRADICTION, params)


def day_in_number(case: Case) -> Iterator[Finding]:
    """A day in the number of a report, later than the day of the report itself."""
    issued = case.claim.issued_on
    if case.kind.kind != "test_report" or issued is None:
        return
    for year, month, day in DAY_IN_NUMBER.findall(written(case)):
        if f"{year}-{month}-{day}" > issued.isoformat():
            yield Finding(
                "day_in_number",
                Severity.WARNING,
                {"number": written(case), "day": f"{year}-{month}-{day}", "issued": issued.isoformat()},
            )


def province(case: Case) -> Iterator[Finding]:
    """Provinces register what is made there. A firm may have moved: worth a look, no more."""
    place = BY_PLACE.match(written(case))
    if place is None or case.kind.market != "CN" or not case.company.province:
        return
    if PROVINCES[place["place"]] != case.company.province:
        yield Finding("province", Severity.NOTE, {"number": written(case), "place": place["place"]})


def trade_licence(case: Case) -> Iterator[Finding]:
    """A licence to trade says nothing of making."""
    if case.kind.id == "cn_production_licence" and TRADE_LICENCE.search(written(case)):
        yield Finding("trade_licence", Severity.CONTRADICTION, {"number": written(case)})


def credit_code(case: Case) -> Iterator[Finding]:
    """A credit code on the document: its check digit, and whether it is the company's."""
    read = case.surest(FieldName.CREDIT_CODE)
    if read is None:
        return
    document, one = read
    code, own = normalise_credit_code(one.value), normalise_credit_code(case.company.credit_code)
    if case.kind.is_the_suppliers and own and code != own and not credit_code_fault(code):
        yield found_at("credit_code_differs", Severity.CONTRADICTION, document, one, read=code, own=own)
    elif one.confidence >= SURE and (credit_code_fault(code) or credit_code_cautions(code, "")):
        yield found_at("credit_code_check", Severity.WARNING, document, one, read=code)


def number_read(case: Case) -> Iterator[Finding]:
    """The number that the document prints, and the one that is claimed."""
    read = list(case.every(FieldName.NUMBER))
    if not case.claim.number.strip() or not read:
        return
    if any(alike(FieldName.NUMBER, case.claim.number, one.value) for _document, one in read):
        return
    document, one = max(read, key=lambda pair: pair[1].confidence)
    yield found_at("number_differs", Severity.CONTRADICTION, document, one, read=one.value, claimed=case.claim.number)


CHECKS = (
    missing,
    form,
    body_form,
    authority_and_class,
    class_read,
    class_of_products,
    field_of_devices,
    year_of_number,
    day_in_number,
    province,
    trade_licence,
    credit_code,
    number_read,
)
