"""Who issued it: whether the body may issue such documents on that day, and names on warning lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audits.compliance import days, standards
from audits.compliance.body_numbers import number_of
from audits.compliance.rulebook import Entitlement, IssuingBody
from audits.findings.case import SURE, Case, found_at
from audits.findings.comparison import alike
from audits.findings.finding import Finding, Severity
from audits.findings.lists import Warned, applies, lists, pattern, warned
from suppliers.documents.fields import FieldName

PPE = "PPE"


def body_of(case: Case) -> str | None:
    """The number of the body, claimed or, without a claim, read."""
    if claimed := number_of(case.claim.issuer_number):
        return claimed
    read = case.surest(FieldName.ISSUER_NUMBER)
    return number_of(read[1].value) if read else None


def entitled(case: Case) -> Iterator[Finding]:
    """A listed body, and the law of such documents: on the day of issue, and for the scope. Our list is partial."""
    law, number = case.kind.law, body_of(case)
    body = case.law.issuing_bodies.get(number) if case.law and number else None
    if law is None or not law.issuer_law or number is None:
        return
    params = {"number": number, "law": law.issuer_law}
    if body is None:
        yield Finding("body_not_listed", Severity.NOTE, params)
        return
    params["name"] = body.name
    own = [one for one in body.entitled if one.law == law.issuer_law]
    if not own:
        laws = ", ".join(sorted({one.law for one in body.entitled}))
        yield Finding("body_not_listed_for_law", Severity.WARNING, {**params, "laws": laws})
    else:
        yield from _on_the_day(case, own, params)


def _on_the_day(case: Case, own: list[Entitlement], params: dict[str, str]) -> Iterator[Finding]:
    issued = case.claim.begins
    if issued and not any(_holds(one, issued.toordinal()) for one in own):
        yield Finding("body_not_entitled_then", Severity.CONTRADICTION, {**params, "day": issued.isoformat()})
    scope = standards.plain(case.claim.scope)
    if scope and all(one.scopes and not any(standards.plain(each) in scope for each in one.scopes) for one in own):
        yield Finding("body_scope", Severity.WARNING, params)


def _holds(one: Entitlement, day: int) -> bool:
    first, last = days.span(one.effective_from, one.effective_until)
    return first <= day <= last


def name_and_number(case: Case) -> Iterator[Finding]:
    """The name that goes with the number, and the one that is claimed."""
    number = body_of(case)
    body = case.law.issuing_bodies.get(number) if case.law and number else None
    law = case.kind.law
    if body is None or law is None or not law.issuer_law or not case.claim.issuer.strip():
        return
    if not _may_be(body, case.claim.issuer):
        params = {"number": body.number, "name": body.name, "claimed": case.claim.issuer}
        yield Finding("body_name", Severity.WARNING, params)


def _may_be(body: IssuingBody, claimed: str) -> bool:
    """Whether the names share a word that says something: bodies shorten and translate theirs."""
    first, second = (_words(text) for text in (body.name, claimed))
    return not first or not second or bool(first & second)


def _words(name: str) -> set[str]:
    fillers = {"the", "of", "and", "gmbh", "ltd", "cert", "certification", "product", "products", "service", "services"}
    return set(re.findall(r"\w{2,}", name.casefold())) - fillers


def outside_the_union(case: Case) -> Iterator[Finding]:
    """PPE documents whose issuer sits where no body can be notified. A body with a number on our list is notified somewhere."""
    if not applies("ppe_bodies", case.kind.id):
        return
    number = body_of(case)
    if case.law and number in case.law.issuing_bodies:
        return
    if place := pattern("ppe_bodies", "elsewhere").search(case.claim.issuer):
        params = {"issuer": case.claim.issuer, "place": place[0]}
        yield Finding("issuer_outside_union", Severity.WARNING, params)


def issuer_read(case: Case) -> Iterator[Finding]:
    """The issuer and its number that the document prints, and those that are claimed. Of a name that was read unsurely: nothing."""
    claimed = {FieldName.ISSUER: case.claim.issuer, FieldName.ISSUER_NUMBER: case.claim.issuer_number}
    for name, text in claimed.items():
        read = list(case.every(name))
        if text.strip() and read and not any(_same(name, text, one.value) for _document, one in read):
            document, one = max(read, key=lambda pair: pair[1].confidence)
            if name is FieldName.ISSUER and one.confidence < SURE:
                continue
            severity = Severity.WARNING if name is FieldName.ISSUER else Severity.CONTRADICTION
            yield found_at(f"{name}_differs", severity, document, one, read=one.value, claimed=text)


def _same(name: FieldName, claimed: str, read: str) -> bool:
    if alike(name, claimed, read):
        return True
    if name is FieldName.ISSUER_NUMBER:
        return number_of(claimed) == number_of(read) if number_of(claimed) else False
    first, second = _words(claimed), _words(read)
    return claimed.isascii() != read.isascii() or first <= second or second <= first


def named_on_list(case: Case) -> Iterator[Finding]:
    """Issuers of PPE documents that a warning list names. The list accuses nobody, and neither do we."""
    if not _is_of_ppe(case):
        return
    read = [(document, one) for document, one in case.every(FieldName.ISSUER)]
    texts = [case.claim.issuer, *(one.value for _document, one in read)]
    number = body_of(case)
    for one in warned():
        if any(_names(one, text) for text in texts) or (one.number and one.number == number):
            severity = Severity.NOTE if one.is_misused else Severity.WARNING
            code = "name_often_misused" if one.is_misused else "named_on_list"
            params = {"name": one.name, "list": lists()["named_on_warning_lists"]["list"]}
            place = next(((document, each) for document, each in read if _names(one, each.value)), None)
            yield found_at(code, severity, *place, **params) if place else Finding(code, severity, params)


def _is_of_ppe(case: Case) -> bool:
    law = case.kind.law
    return (law is not None and law.issuer_law == PPE) or any(item.kind == "ppe" for item in case.items)


def _names(one: Warned, text: str) -> bool:
    said = text.casefold()
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) for word in one.words)


CHECKS = (entitled, name_and_number, outside_the_union, issuer_read, named_on_list)
