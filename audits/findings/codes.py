"""QR and bar codes, and links: what they contain, compared with what is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from audits.findings.case import Case, Document
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import Topic
from audits.findings.lists import pattern
from audits.findings.text import letters_and_digits
from suppliers.documents.fields import FieldName
from suppliers.documents.reading import Barcode, MarkKind, Page

TOPIC = Topic("QR codes, bar codes and links")
NUMBER_IN_CODE = re.compile(
    r"(?:number|cert(?:ificate)?_?(?:no|num|number|id)?|zsbh|zch|no|num|编号|证书编号|注册证编号)\s*[=:：]\s*([^&\s;,，；]{4,60})",
    re.I,
)
OFFICIAL_SITES = (".gov.cn", ".gov", ".europa.eu", ".gov.uk", "cnca.cn", "cnas.org.cn", "gs1.org", "ancc.org.cn")
OPEN_SITES = (
    "weixin.qq.com", "u.wechat.com", "qr.alipay.com", "bit.ly", "tinyurl.com", "t.cn", "dwz.cn", "suo.im", "cli.im",
    "clewm.net", "qr.61.com", "goo.gl", "is.gd",
)  # fmt: skip
"""Sites where anybody can publish."""
MIN_NUMBER_CHARACTERS = 5


CODE_DIFFERS = TOPIC.declare(
    "code_differs",
    Severity.CONTRADICTION,
    _("A code on the page contains “%(read)s”, not the number %(number)s."),
)


def number(case: Case) -> Iterator[Finding]:
    """A code that contains a number, and not the one of this document."""
    printed = (_comparable(value.value) for _document, value in case.values_read(FieldName.NUMBER))
    known = {_comparable(case.claim.number), *printed} - {""}
    if not known:
        return
    for document, page, code in _codes(case):
        numbers = NUMBER_IN_CODE.findall(code.content)
        if numbers and not any(known_number in _comparable(code.content) for known_number in known):
            yield CODE_DIFFERS.finding_on(document, page, code.box, read=code.content[:120], number=case.claim.number)


CODE_LEADS_TO_SELLER = TOPIC.declare(
    "code_leads_to_seller",
    Severity.WARNING,
    _("A code on the page leads to the seller's own site, %(site)s, not to the issuer's."),
)
CODE_LEADS_ANYWHERE = TOPIC.declare(
    "code_leads_anywhere",
    Severity.NOTE,
    _("A code on the page leads to %(site)s, where anybody can publish."),
)
CODE_LEADS_ELSEWHERE = TOPIC.declare(
    "code_leads_elsewhere",
    Severity.NOTE,
    _("A code on the page leads to %(site)s, which is not the register of such documents."),
)


def site(case: Case) -> Iterator[Finding]:
    """A code that leads to the seller's own site, to one where anybody can publish, or not to the register."""
    register = _host(case.kind.register_url)
    for document, page, code in _codes(case):
        host = _host(code.content)
        if not host or host.endswith(OFFICIAL_SITES):
            continue
        if _belongs_to(host, _host(case.company.website)):
            yield CODE_LEADS_TO_SELLER.finding_on(document, page, code.box, site=host)
        elif any(_belongs_to(host, open_site) for open_site in OPEN_SITES):
            yield CODE_LEADS_ANYWHERE.finding_on(document, page, code.box, site=host)
        elif register and case.kind.market == "CN" and not _belongs_to(host, register):
            yield CODE_LEADS_ELSEWHERE.finding_on(document, page, code.box, site=host)


LINK_LEADS_TO_SELLER = TOPIC.declare(
    "link_leads_to_seller",
    Severity.WARNING,
    _("To verify it, the document refers to the seller's own site, %(site)s, not to the issuer's."),
)
LINK_LEADS_ANYWHERE = TOPIC.declare(
    "link_leads_anywhere",
    Severity.NOTE,
    _("A link in the file leads to %(site)s, where anybody can publish."),
)


def printed_links(case: Case) -> Iterator[Finding]:
    """Printed words that send the reader to the seller's own site to verify the document."""
    own = _host(case.company.website)
    for document, page in case.pages():
        for index, line in enumerate(page.lines):
            address = pattern("verification", "address").search(line.text)
            host = _host(_with_scheme(address[0])) if address else ""
            if _belongs_to(host, own) and _mentions_verification(page, index):
                yield LINK_LEADS_TO_SELLER.finding_on(document, page, line.box, site=host)


def links(case: Case) -> Iterator[Finding]:
    """Links in a file that mentions verification: to the seller's own site, or where anybody can publish."""
    own = _host(case.company.website)
    for document, reading in case.readings():
        marks = reading.structure.having(MarkKind.LINK) if reading.structure else ()
        if not marks or not pattern("verification", "words").search(reading.text):
            continue
        for mark in marks:
            host = _host(_with_scheme(mark.what))
            if _belongs_to(host, own):
                yield LINK_LEADS_TO_SELLER.finding_on(document, mark.page, mark.box, site=host)
            elif any(_belongs_to(host, open_site) for open_site in OPEN_SITES):
                yield LINK_LEADS_ANYWHERE.finding_on(document, mark.page, mark.box, site=host)


def _mentions_verification(page: Page, index: int) -> bool:
    """Whether this line or the one before it mentions verification."""
    text = " ".join(line.text for line in page.lines[max(0, index - 1) : index + 1])
    return bool(pattern("verification", "words").search(text))


def _with_scheme(address: str) -> str:
    return f"https://{address}" if address.casefold().startswith("www.") else address


def _codes(case: Case) -> Iterator[tuple[Document, Page, Barcode]]:
    return ((document, page, code) for document, page in case.pages() for code in page.barcodes)


def _host(text: str) -> str:
    """The host of a web address; empty where the text is none."""
    try:
        split = urlsplit(text.strip())
    except ValueError:
        return ""
    return (split.hostname or "").removeprefix("www.") if split.scheme in {"http", "https"} else ""


def _belongs_to(host: str, site: str) -> bool:
    return bool(site) and (host == site or host.endswith(f".{site}"))


def _comparable(text: str) -> str:
    """Letters and digits of a number; empty where they are too few to compare."""
    characters = letters_and_digits(text)
    return characters if len(characters) >= MIN_NUMBER_CHARACTERS else ""


CHECKS = (number, site, printed_links, links)
