"""Who issued it: whether the body may issue such documents on that day, and names on warning lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from audits.compliance import days, standards
from audits.compliance.body_numbers import number_of
from audits.compliance.reference import Entitlement, IssuingBody
from audits.findings.case import MIN_CONFIDENCE, Case, Document, most_confident
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import Topic
from audits.findings.lists import NamedBody, applies, lists, named_bodies, pattern
from audits.findings.same_values import is_same_value
from suppliers.documents.fields import FieldName, Proposal
from suppliers.sentences.reasons import RevisionReason

TOPIC = Topic("Issuers")
PPE = "PPE"


def body_number(case: Case) -> str | None:
    """The number of the body, claimed or, without a claim, read."""
    if claimed := number_of(case.claim.issuer_number):
        return claimed
    best = case.best_read(FieldName.ISSUER_NUMBER)
    return number_of(best[1].value) if best else None


def listed_body(case: Case) -> IssuingBody | None:
    """The rulebook's entry of the body."""
    number = body_number(case)
    return case.law.issuing_bodies.get(number) if case.law and number else None


BODY_NOT_LISTED = TOPIC.declare(
    "body_not_listed",
    Severity.NOTE,
    _("Body %(number)s is not on our list, which is incomplete. Look it up for %(law)s."),
)
BODY_NOT_LISTED_FOR_LAW = TOPIC.declare(
    "body_not_listed_for_law",
    Severity.WARNING,
    _("Our list has %(name)s (%(number)s) for %(laws)s, not for %(law)s. The list is incomplete: look it up."),
    reason=RevisionReason.ISSUER_NOT_COMPETENT,
)
BODY_NOT_ENTITLED_THEN = TOPIC.declare(
    "body_not_entitled_then",
    Severity.CONTRADICTION,
    _("By our list %(name)s (%(number)s) was not entitled under %(law)s on %(day)s."),
    reason=RevisionReason.ISSUER_NOT_COMPETENT,
)
BODY_SCOPE = TOPIC.declare(
    "body_scope",
    Severity.WARNING,
    _("%(name)s (%(number)s) is listed under %(law)s for other scopes than the claimed one."),
    reason=RevisionReason.ISSUER_NOT_COMPETENT,
)


def entitlement(case: Case) -> Iterator[Finding]:
    """Whether the body may issue under the law of such documents, on the day and for the scope. Our list is incomplete."""
    law, number = case.kind.law, body_number(case)
    if law is None or not law.issuer_law or number is None:
        return
    params = {"number": number, "law": law.issuer_law}
    body = listed_body(case)
    if body is None:
        yield BODY_NOT_LISTED.finding(**params)
        return
    params["name"] = body.name
    entitlements = [entry for entry in body.entitled if entry.law == law.issuer_law]
    if not entitlements:
        laws = ", ".join(sorted({entry.law for entry in body.entitled}))
        yield BODY_NOT_LISTED_FOR_LAW.finding(**params, laws=laws)
    else:
        yield from _limits(case, entitlements, params)


def _limits(case: Case, entitlements: list[Entitlement], params: dict[str, str]) -> Iterator[Finding]:
    issued = case.claim.begins
    if issued and not any(_is_in_force(entry, issued.toordinal()) for entry in entitlements):
        yield BODY_NOT_ENTITLED_THEN.finding(**params, day=issued.isoformat())
    scope = standards.normalise(case.claim.scope)
    if scope and not any(_covers_scope(entry, scope) for entry in entitlements):
        yield BODY_SCOPE.finding(**params)


def _is_in_force(entry: Entitlement, day: int) -> bool:
    first, last = days.span(entry.effective_from, entry.effective_until)
    return first <= day <= last


def _covers_scope(entry: Entitlement, scope: str) -> bool:
    return not entry.scopes or any(standards.normalise(listed) in scope for listed in entry.scopes)


BODY_NAME = TOPIC.declare(
    "body_name", Severity.WARNING, _("Number %(number)s is that of %(name)s; claimed is %(claimed)s.")
)


def name_and_number(case: Case) -> Iterator[Finding]:
    """The name that belongs to the number, and the claimed one."""
    body, law, claimed = listed_body(case), case.kind.law, case.claim.issuer
    if body is None or law is None or not law.issuer_law or not claimed.strip():
        return
    if not _share_a_word(body.name, claimed):
        yield BODY_NAME.finding(number=body.number, name=body.name, claimed=claimed)


def _share_a_word(listed: str, claimed: str) -> bool:
    """Whether the names share a distinctive word, or one has none: bodies shorten and translate their names."""
    first, second = _distinctive_words(listed), _distinctive_words(claimed)
    return not first or not second or bool(first & second)


def _distinctive_words(name: str) -> set[str]:
    common = {"the", "of", "and", "gmbh", "ltd", "cert", "certification", "product", "products", "service", "services"}
    return set(re.findall(r"\w{2,}", name.casefold())) - common


ISSUER_OUTSIDE_UNION = TOPIC.declare(
    "issuer_outside_union",
    Severity.WARNING,
    _("The issuer (%(issuer)s) seems to be outside the countries whose bodies can be notified for PPE."),
    reason=RevisionReason.ISSUER_NOT_COMPETENT,
)


def outside_the_union(case: Case) -> Iterator[Finding]:
    """PPE documents whose issuer is where no body can be notified. A body with a number on our list is notified somewhere."""
    if not applies("ppe_bodies", case.kind.id) or listed_body(case) is not None:
        return
    if place := pattern("ppe_bodies", "elsewhere").search(case.claim.issuer):
        yield ISSUER_OUTSIDE_UNION.finding(issuer=case.claim.issuer, place=place[0])


ISSUER_DIFFERS = TOPIC.declare(
    "issuer_differs", Severity.WARNING, _("The document names %(read)s as its issuer; claimed is %(claimed)s.")
)
ISSUER_NUMBER_DIFFERS = TOPIC.declare(
    "issuer_number_differs",
    Severity.CONTRADICTION,
    _("The document prints the body's number %(read)s; claimed is %(claimed)s."),
)


def printed_issuer(case: Case) -> Iterator[Finding]:
    """The printed issuer and its claimed name. A name that was read without confidence is no finding."""
    best = _differing_value(case, FieldName.ISSUER, case.claim.issuer)
    if best and best[1].confidence >= MIN_CONFIDENCE:
        yield ISSUER_DIFFERS.finding_at(*best, read=best[1].value, claimed=case.claim.issuer)


def printed_issuer_number(case: Case) -> Iterator[Finding]:
    """The printed number of the body, and the claimed one."""
    claimed = case.claim.issuer_number
    if best := _differing_value(case, FieldName.ISSUER_NUMBER, claimed):
        yield ISSUER_NUMBER_DIFFERS.finding_at(*best, read=best[1].value, claimed=claimed)


def _differing_value(case: Case, name: FieldName, claimed: str) -> tuple[Document, Proposal] | None:
    """The value read with the highest confidence, where something is claimed and no value agrees with it."""
    values = case.values_read(name)
    if not claimed.strip() or any(_is_same(name, claimed, value.value) for _document, value in values):
        return None
    return most_confident(values)


def _is_same(name: FieldName, claimed: str, read: str) -> bool:
    if is_same_value(name, claimed, read):
        return True
    if name is FieldName.ISSUER_NUMBER:
        return number_of(claimed) == number_of(read) if number_of(claimed) else False
    first, second = _distinctive_words(claimed), _distinctive_words(read)
    return claimed.isascii() != read.isascii() or first <= second or second <= first


NAMED_ON_LIST = TOPIC.declare(
    "named_on_list",
    Severity.WARNING,
    _(
        "%(name)s is on a list of reported documents (%(list)s). The list states that it does not know whether the body issued them or they were forged, and accuses nobody. Please verify with the issuer."
    ),
)
NAME_OFTEN_MISUSED = TOPIC.declare(
    "name_often_misused",
    Severity.NOTE,
    _(
        "Documents in the name of %(name)s, a genuine body, are on a list of reported documents (%(list)s). Please verify with the issuer."
    ),
)


def warning_list(case: Case) -> Iterator[Finding]:
    """Issuers of PPE documents that a warning list names. The list accuses nobody, and neither do we."""
    if not _is_for_ppe(case):
        return
    values = case.values_read(FieldName.ISSUER)
    texts = [case.claim.issuer, *(value.value for _document, value in values)]
    number = body_number(case)
    for body in named_bodies():
        if any(_is_named(body, text) for text in texts) or (body.number and body.number == number):
            declared = NAME_OFTEN_MISUSED if body.is_misused else NAMED_ON_LIST
            params = {"name": body.name, "list": lists()["named_on_warning_lists"]["list"]}
            place = next((value for value in values if _is_named(body, value[1].value)), None)
            yield declared.finding_at(*place, **params) if place else declared.finding(**params)


def _is_for_ppe(case: Case) -> bool:
    law = case.kind.law
    return (law is not None and law.issuer_law == PPE) or any(item.kind == "ppe" for item in case.items)


def _is_named(body: NamedBody, text: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text.casefold()) for word in body.words)


CHECKS = (
    entitlement,
    name_and_number,
    outside_the_union,
    printed_issuer,
    printed_issuer_number,
    warning_list,
)
