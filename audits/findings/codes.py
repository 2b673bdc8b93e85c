"""QR and bar codes: what they say, and what is printed beside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from audits.findings.case import Case, Document, found_on
from audits.findings.finding import Finding, Severity
from audits.findings.lists import pattern
from suppliers.documents.fields import FieldName
from suppliers.documents.reading import Barcode, MarkKind, Page

NAMED = re.compile(
    r"(?:number|cert(?:ificate)?_?(?:no|num|number|id)?|zsbh|zch|no|num|编号|证书编号|注册证编号)\s*[=:：]\s*([^&\s;,，；]{4,60})",
    re.I,
)
OFFICIAL = (".gov.cn", ".gov", ".europa.eu", ".gov.uk", "cnca.cn", "cnas.org.cn", "gs1.org", "ancc.org.cn")
ANYBODYS = (
    "weixin.qq.com", "u.wechat.com", "qr.alipay.com", "bit.ly", "tinyurl.com", "t.cn", "dwz.cn", "suo.im", "cli.im",
    "clewm.net", "qr.61.com", "goo.gl", "is.gd",
)  # fmt: skip
LEAST_SIGNS = 5


def number(case: Case) -> Iterator[Finding]:
    """A code that names a number, and it is not the one of this document."""
    known = {_signs(case.claim.number), *(_signs(one.value) for _document, one in case.every(FieldName.NUMBER))} - {""}
    if not known:
        return
    for document, page, code in _codes(case):
        said = [_signs(text) for text in NAMED.findall(code.content)]
        if said and not any(one in _signs(code.content) for one in known):
            yield found_on(
                "code_differs", Severity.CONTRADICTION, document, page, code.box,
                read=code.content[:120], number=case.claim.number,
            )  # fmt: skip


def site(case: Case) -> Iterator[Finding]:
    """A code that leads to the seller's own site, or to one where anybody may put anything, not to the issuer's."""
    for document, page, code in _codes(case):
        host = _host(code.content)
        if not host or host.endswith(OFFICIAL):
            continue
        params = {"site": host}
        if _is_of(host, _host(case.company.website)):
            yield found_on("code_leads_to_seller", Severity.WARNING, document, page, code.box, **params)
        elif any(_is_of(host, one) for one in ANYBODYS):
            yield found_on("code_leads_anywhere", Severity.NOTE, document, page, code.box, **params)
        elif (register := _host(case.kind.register_url)) and case.kind.market == "CN" and not _is_of(host, register):
            yield found_on("code_leads_elsewhere", Severity.NOTE, document, page, code.box, **params)


def printed(case: Case) -> Iterator[Finding]:
    """Words that send the reader to the seller's own site to verify the document, printed or as a link."""
    own = _host(case.company.website)
    for document, page in case.pages():
        for index, line in enumerate(page.lines):
            address = pattern("verification", "address").search(line.text)
            host = _host(_whole(address[0])) if address else ""
            if _is_of(host, own) and _sends(page, index):
                yield found_on("link_leads_to_seller", Severity.WARNING, document, page, line.box, site=host)


def links(case: Case) -> Iterator[Finding]:
    """Links in the file, on a document that speaks of verifying: to the seller's own site, or where anybody may put anything."""
    own = _host(case.company.website)
    for document, reading in case.readings():
        marks = reading.structure.having(MarkKind.LINK) if reading.structure else ()
        if not marks or not pattern("verification", "words").search(reading.text):
            continue
        for mark in marks:
            host = _host(_whole(mark.what))
            if _is_of(host, own):
                yield found_on("link_leads_to_seller", Severity.WARNING, document, mark.page, mark.box, site=host)
            elif any(_is_of(host, one) for one in ANYBODYS):
                yield found_on("link_leads_anywhere", Severity.NOTE, document, mark.page, mark.box, site=host)


def _sends(page: Page, index: int) -> bool:
    """Whether this line or the one before it speaks of verifying."""
    text = " ".join(line.text for line in page.lines[max(0, index - 1) : index + 1])
    return bool(pattern("verification", "words").search(text))


def _whole(address: str) -> str:
    return f"https://{address}" if address.casefold().startswith("www.") else address


def _codes(case: Case) -> Iterator[tuple[Document, Page, Barcode]]:
    return ((document, page, code) for document, page in case.pages() for code in page.barcodes)


def _host(text: str) -> str:
    """The site of an address; empty where the text is none."""
    try:
        split = urlsplit(text.strip())
    except ValueError:
        return ""
    return (split.hostname or "").removeprefix("www.") if split.scheme in {"http", "https"} else ""


def _is_of(host: str, site: str) -> bool:
    return bool(site) and (host == site or host.endswith(f".{site}"))


def _signs(text: str) -> str:
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())
    return plain if len(plain) >= LEAST_SIGNS else ""


CHECKS = (number, site, printed, links)
