"""Numbers of the Chinese register of medical devices: authority, class, field of devices and year that they contain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from audits.findings.case import Case
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import Topic
from audits.findings.numbers import claimed_number
from audits.findings.same_values import is_same_value
from suppliers.documents.fields import FieldName
from suppliers.sentences.reasons import RevisionReason

TOPIC = Topic("Numbers of the Chinese register")
PROVINCES = {
    "京": "11", "津": "12", "冀": "13", "晋": "14", "蒙": "15", "辽": "21", "吉": "22", "黑": "23", "沪": "31", "苏": "32",
    "浙": "33", "皖": "34", "闽": "35", "赣": "36", "鲁": "37", "豫": "41", "鄂": "42", "湘": "43", "粤": "44", "桂": "45",
    "琼": "46", "渝": "50", "川": "51", "贵": "52", "云": "53", "藏": "54", "陕": "61", "甘": "62", "青": "63", "宁": "64",
    "新": "65", "内": "15", "黔": "52", "滇": "53",
}  # fmt: skip
"""Code of the province by the character that stands for it in numbers."""
REGISTRATION = re.compile(
    r"(?P<place>[国兵京津冀晋蒙内黔滇辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新])械注(?P<form>[准进许])"
    r"(?P<year>20[12]\d)(?P<digit>\d)(?P<field>\d\d)\d{4,5}"
)
PROVINCIAL = re.compile(r"^(?P<place>[京津冀晋蒙内黔滇辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新])")
TRADE_LICENCE_NUMBER = re.compile(r"药监械经营[许备]")
FIELDS_OF_DEVICES = frozenset(range(1, 23)) | {40}
FIELDS_UNTIL_2018 = frozenset(range(1, 23)) | {
    40,
    41,
    *range(23, 34),
    *range(45, 47),
    *range(54, 59),
    *range(63, 71),
    77,
}
LAST_YEAR_OF_OLD_FIELDS = 2018
ROMAN = {"1": "I", "2": "II", "3": "III"}


def registration(case: Case) -> re.Match[str] | None:
    """The parts of the claimed number, where it is a registration number of the Chinese register."""
    return REGISTRATION.fullmatch(claimed_number(case))


AUTHORITY_AND_CLASS = TOPIC.declare(
    "authority_and_class",
    Severity.CONTRADICTION,
    _(
        "In %(number)s the authority (%(authority)s) and the class (%(class)s) do not match: class III and imports are registered nationally, class II by a province."
    ),
)


def authority_and_class(case: Case) -> Iterator[Finding]:
    """Class III and imports are registered nationally, class II by a province."""
    parts = registration(case)
    if parts is None:
        return
    is_national, is_domestic, digit = parts["place"] == "国", parts["form"] == "准", parts["digit"]
    params = {"number": claimed_number(case), "class": ROMAN.get(digit, digit), "authority": parts["place"]}
    if digit not in "23" or (not is_domestic and not is_national) or (is_domestic and (digit == "3") != is_national):
        yield AUTHORITY_AND_CLASS.finding(**params)


CLASS_DIGIT = TOPIC.declare(
    "class_digit",
    Severity.CONTRADICTION,
    _("The number %(number)s contains class %(digit)s, the document states %(read)s."),
)


def printed_class(case: Case) -> Iterator[Finding]:
    """The class digit in the number, and the class that the document states."""
    parts, best = registration(case), case.best_read(FieldName.CLASS)
    if parts and best and parts["digit"] in "23":
        printed = best[1].value
        if not is_same_value(FieldName.CLASS, ROMAN[parts["digit"]], printed):
            yield CLASS_DIGIT.finding_at(*best, number=claimed_number(case), read=printed, digit=parts["digit"])


CLASS_OF_PRODUCTS = TOPIC.declare(
    "class_of_products",
    Severity.NOTE,
    _("The number contains class %(digit)s, but in China such products are class %(class)s."),
)


def class_of_products(case: Case) -> Iterator[Finding]:
    """The class digit in the number, and the Chinese class of the products."""
    parts = registration(case)
    classes = {item.china_class.removeprefix("class ").upper() for item in case.items} & set(ROMAN.values())
    if parts and classes and ROMAN.get(parts["digit"]) not in classes:
        yield CLASS_OF_PRODUCTS.finding(**{"digit": parts["digit"], "class": ", ".join(sorted(classes))})


FIELD_OF_DEVICES = TOPIC.declare(
    "field_of_devices",
    Severity.WARNING,
    _("The catalogue of devices has no field %(field)s, which %(number)s contains."),
)


def field_of_devices(case: Case) -> Iterator[Finding]:
    """The two digits of the classification catalogue; numbers up to 2018 carry the older ones."""
    parts = registration(case)
    if parts is None:
        return
    is_old = int(parts["year"]) <= LAST_YEAR_OF_OLD_FIELDS
    if int(parts["field"]) not in (FIELDS_UNTIL_2018 if is_old else FIELDS_OF_DEVICES | FIELDS_UNTIL_2018):
        yield FIELD_OF_DEVICES.finding(number=claimed_number(case), field=parts["field"])


YEAR_OF_NUMBER = TOPIC.declare(
    "year_of_number",
    Severity.CONTRADICTION,
    _("The number %(number)s is from %(year)s, but the document is valid from %(day)s."),
)


def year_of_number(case: Case) -> Iterator[Finding]:
    """The number contains the year of the first registration: no document is older."""
    parts, issued = registration(case), case.claim.begins
    if parts and issued and int(parts["year"]) > issued.year:
        yield YEAR_OF_NUMBER.finding(number=claimed_number(case), year=parts["year"], day=issued.isoformat())


PROVINCE = TOPIC.declare(
    "province",
    Severity.NOTE,
    _("The number %(number)s is from another province (%(place)s) than the company."),
)


def province(case: Case) -> Iterator[Finding]:
    """Provinces register what is made there. A company may have moved, so this is only a note."""
    place = PROVINCIAL.match(claimed_number(case))
    if place is None or case.kind.market != "CN" or not case.company.province:
        return
    if PROVINCES[place["place"]] != case.company.province:
        yield PROVINCE.finding(number=claimed_number(case), place=place["place"])


TRADE_LICENCE = TOPIC.declare(
    "trade_licence",
    Severity.CONTRADICTION,
    _("%(number)s is a licence to trade, not to manufacture."),
    reason=RevisionReason.WRONG_TYPE,
)


def trade_licence(case: Case) -> Iterator[Finding]:
    """A licence to trade is no licence to manufacture."""
    if case.kind.id == "cn_production_licence" and TRADE_LICENCE_NUMBER.search(claimed_number(case)):
        yield TRADE_LICENCE.finding(number=claimed_number(case))


CHECKS = (
    authority_and_class,
    printed_class,
    class_of_products,
    field_of_devices,
    year_of_number,
    province,
    trade_licence,
)
