"""What is printed on a specimen document."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Article:
    """A product that a document names."""

    name_en: str
    name_zh: str
    model: str


@dataclass(frozen=True)
class Document:
    """A specimen in words and days; its layout follows from ``type_id``.

    ``variant`` tells kinds of one type apart: ``I`` or ``II`` of the Chinese export sales certificate.
    ``issuer_number`` is the number of the notified or accredited body, where it has one.
    """

    type_id: str
    type_name_en: str
    type_name_zh: str
    number: str
    issuer_en: str
    issuer_zh: str
    holder_en: str
    holder_zh: str
    address_en: str
    address_zh: str
    articles: tuple[Article, ...]
    issued_on: date
    valid_from: date
    valid_until: date | None = None
    issuer_number: str = ""
    credit_code: str = ""
    person_en: str = ""
    person_zh: str = ""
    standard: str = ""
    scope: str = ""
    languages: tuple[str, ...] = ()
    """Of a label: ISO 639-1 codes."""
    product_type: str = ""
    variant: str = ""
    seed: int = 0


def day_en(day: date | None) -> str:
    return day.strftime("%d %B %Y").lstrip("0") if day else "Not limited"


def day_zh(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "长期"
