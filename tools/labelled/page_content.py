"""The facts that a page states. Each is noted as true, in all its accepted spellings, when a layout asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import escape

from suppliers.documents.fields.proposals import FieldName
from tools.labelled.facts import Facts
from tools.labelled.kinds import MAKER, Kind

Truth = dict[str, list[list[str]]]
EDITIONS = re.compile(r"ISO \d{4,5}:\d{4}|GB/T \d{4,5}-\d{4}")
DIGITS = "〇一二三四五六七八九"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十") + (DIGITS[ones] if ones else "")


def _write_in_characters(day: date) -> str:
    return f"{''.join(DIGITS[int(digit)] for digit in str(day.year))}年{_numeral(day.month)}月{_numeral(day.day)}日"


ZH_DATES: dict[str, Callable[[date], str]] = {
    "characters": _write_in_characters,
    "plain": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "padded": lambda day: f"{day.year}年{day.month:02}月{day.day:02}日",
    "spaced": lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    "dashes": lambda day: day.isoformat(),
    "dots": lambda day: f"{day.year}.{day.month:02}.{day.day:02}",
    "slashes": lambda day: f"{day.year}/{day.month:02}/{day.day:02}",
}
EN_DATES: dict[str, Callable[[date], str]] = {
    "day-name": lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    "name-day": lambda day: f"{MONTHS[day.month - 1]} {day.day}, {day.year}",
    "short-name": lambda day: f"{MONTHS[day.month - 1][:3]}. {day.day}, {day.year}",
    "day-short": lambda day: f"{day.day:02} {MONTHS[day.month - 1][:3]} {day.year}",
    "dashes": lambda day: day.isoformat(),
    "german": lambda day: f"{day.day:02}.{day.month:02}.{day.year}",
    "customs": lambda day: f"{day.day:02}-{MONTHS[day.month - 1][:3].upper()}-{day.year}",
    "ordinal": lambda day: f"{day.day}{ENDINGS.get(day.day, 'th')} {MONTHS[day.month - 1]} {day.year}",
    "slashes": lambda day: (
        f"{day.day}/{day.month}/{day.year}" if day.day > 12 else f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
    ),
}


class PageContent:
    """The facts of one document as its layout asks for them; `truth` is what it has asked for so far."""

    def __init__(self, kind: Kind, facts: Facts, dates: str) -> None:
        self.kind, self.facts = kind, facts
        self.zh = kind.languages != "en"
        self.both = kind.languages == "both"
        self._format_day = ZH_DATES[dates] if self.zh else EN_DATES[dates]
        self.truth: Truth = {}
        self._note(FieldName.KIND, kind.id)

    @property
    def not_judged(self) -> list[str]:
        """Fields that this document leaves open: a maker's own document has no issuer besides its holder."""
        return [str(FieldName.ISSUER)] if self.kind.issuer == MAKER else []

    def note_facts_in_text(self, text: str) -> None:
        """Titles and sentences state facts, too: a standard with its edition, the class of a filing."""
        for standard in dict.fromkeys(EDITIONS.findall(text)):
            if [standard] not in self.truth.get(FieldName.STANDARD, []):
                self._note(FieldName.STANDARD, standard)
        if "第一类" in text:
            self._note(FieldName.CLASS, "I")

    def value(self, slot: str) -> str:
        """What stands behind the label of this slot, as HTML."""
        html: str = getattr(self, f"_{slot}")()
        return html

    def _note(self, field: FieldName, *spellings: str) -> None:
        self.truth.setdefault(str(field), []).append([one for one in spellings if one])

    def _number(self) -> str:
        self._note(FieldName.NUMBER, self.facts.number)
        if self.kind.id == "cn_business_licence":
            self._note(FieldName.CREDIT_CODE, self.facts.number)
        return f"<b>{escape(self.facts.number)}</b>"

    def _holder(self) -> str:
        lines = []
        if self.zh:
            self._note(FieldName.HOLDER_ZH, self.facts.holder_zh)
            lines.append(self.facts.holder_zh)
        if not self.zh or self.both:
            self._note(FieldName.HOLDER_EN, self.facts.holder_en)
            lines.append(self.facts.holder_en)
        return "<br>".join(map(escape, lines))

    def _address(self) -> str:
        shown = [self.facts.address_zh] * self.zh + [self.facts.address_en] * (not self.zh or self.both)
        self._note(FieldName.ADDRESS, *shown)
        return "<br>".join(map(escape, shown))

    def _credit(self) -> str:
        self._note(FieldName.CREDIT_CODE, self.facts.credit_code)
        return self.facts.credit_code

    def _issuer(self) -> str:
        is_english = not self.zh or self.both or not self.facts.issuer_zh
        shown = [self.facts.issuer_zh] * self.zh + [self.facts.issuer_en] * is_english
        shown = [one for one in shown if one]
        self._note(FieldName.ISSUER, *shown)
        return "<br>".join(map(escape, shown))

    def _body(self) -> str:
        self._note(FieldName.ISSUER_NUMBER, self.facts.issuer_number)
        return self.facts.issuer_number

    def _product(self) -> str:
        shown = [self.facts.product_zh] * self.zh + [self.facts.product_en] * (not self.zh or self.both)
        return escape("  ".join(shown))

    def _models(self) -> str:
        for model in self.facts.models:
            self._note(FieldName.MODEL, model)
        return ("、" if self.zh else ", ").join(self.facts.models)

    def _standards(self) -> str:
        for standard in self.facts.standards:
            self._note(FieldName.STANDARD, standard)
        return ("；" if self.zh else ", ").join(self.facts.standards)

    def _class(self) -> str:
        self._note(FieldName.CLASS, self.facts.device_class)
        return f"Class {self.facts.device_class}"

    def _scope(self) -> str:
        return {
            "zh": "医疗用品的设计、生产和销售",
            "both": f"{self.facts.product_zh}的设计和生产<br>Design and manufacture of {escape(self.facts.product_en)}",
            "en": f"Design, manufacture and final inspection of {escape(self.facts.product_en)}",
        }[self.kind.languages]

    def _issued(self) -> str:
        self._note(FieldName.ISSUED_ON, self.facts.issued_on.isoformat())
        return self._format_day(self.facts.issued_on)

    def _starts(self) -> str:
        self._note(FieldName.VALID_FROM, self.facts.valid_from.isoformat())
        return self._format_day(self.facts.valid_from)

    def _ends(self) -> str:
        self._note(FieldName.VALID_UNTIL, self.facts.valid_until.isoformat())
        return self._format_day(self.facts.valid_until)

    def _period(self) -> str:
        first, last = self._starts(), self._ends()
        return f"{first} 至 {last}" if self.zh else f"from {first} to {last}"

    def _term(self) -> str:
        first = self._starts()
        self._note(FieldName.VALID_UNTIL, self.facts.valid_until.isoformat())
        return f"自{first}起{self.facts.years}年内有效" if self.zh else f"{self.facts.years} years from {first}"
