"""The lines of the list of documents in sentences, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from buyers.catalogue.reference import certificate_types
from buyers.delivery.services.packs import uploads
from buyers.terms.delivery.apostille import Authentication, Way
from buyers.terms.delivery.document_kinds import all_kinds, stages
from buyers.terms.delivery.documents import BY_LAW, LineState, PackLine, Why
from buyers.trade.models import Side
from kpmarket.foundation.acts import Refusals
from kpmarket.foundation.places import place_name

STATES: dict[LineState, tuple[Promise, str, str]] = {
    LineState.HAVE: (gettext_lazy("on file"), "ok", "check"),
    LineState.MISSING: (gettext_lazy("missing"), "bad", "alert"),
    LineState.LAPSED: (gettext_lazy("ends too early"), "bad", "alert"),
    LineState.TO_ARRANGE: (gettext_lazy("to arrange"), "warn", "clock"),
    LineState.NOT_NEEDED: (gettext_lazy("not needed"), "mute", "check"),
}
"""Words, tone and icon of each state."""
BOTH = "both"
"""The doer that is no side alone."""
NOT_NEEDED = {
    "repealed": gettext_lazy("The rule that asked for it was repealed."),
    "not-yet-law": gettext_lazy("The rule that asks for it is not in force yet."),
    "other-mode": gettext_lazy("The goods travel another way."),
    "other-product": gettext_lazy("It is usual for other products."),
    "stated-not": gettext_lazy("Goods of this kind usually need none."),
    "not-agreed": gettext_lazy("The contract does not name it."),
    "not-inspected": gettext_lazy("No inspection was agreed."),
    "no-quote": gettext_lazy("The order did not come from a quote."),
    "no-free-sale": gettext_lazy("No proof of free sale is asked for, as far as the rules say that we hold."),
    "other-certificate": gettext_lazy("The other export sales certificate is the right one for these products."),
    "no-authentication": gettext_lazy("No public document of China is asked for that would need it."),
    "nobody-owes": gettext_lazy(
        "Under this delivery term neither side owes it to the other. Who bears the risk decides."
    ),
    "other-kind": gettext_lazy("Another document does instead."),
    "rulebook-speaks": gettext_lazy("The rules of the destination name it: see the line there."),
}
CONFIDENCES = {
    "high": gettext_lazy("high"),
    "medium": gettext_lazy("medium"),
    "low": gettext_lazy("low"),
    "proposal": gettext_lazy("our own proposal"),
}
REFUSALS: Refusals = {
    uploads.NotRunning: gettext_lazy("Documents are put on file while an order runs. Nothing was kept."),
    uploads.OnFileAlready: gettext_lazy("One of these files is on file for this document already. Nothing was kept."),
    uploads.ReplacedAlready: gettext_lazy("This document was replaced or withdrawn in the meantime. Nothing was kept."),
    uploads.NotYours: gettext_lazy("The other side put it on file: only that side replaces or withdraws it."),
}


@dataclass(frozen=True)
class LineWords:
    """A line as a page shows it. ``who`` sees to it; ``why`` are sentences; ``add_url`` leads to the form, empty where none."""

    line: PackLine
    name: str
    state: str
    tone: str
    icon: str
    who: str
    days: tuple[str, ...]
    why: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]
    """Numbers of what is on file, with the address of its page."""


def by_stage(lines: Iterable[PackLine], *, side: Side, on: date, country: str) -> list[tuple[str, list[LineWords]]]:
    """Lines in words under the names of their stages, in order; stages without lines are left out."""
    language = get_language() or "en"
    found: dict[str, list[LineWords]] = {stage: [] for stage in stages()}
    for line in lines:
        found[line.stage].append(line_words(line, side=side, on=on, country=country))
    return [(stages()[stage].read_in(language), rows) for stage, rows in found.items() if rows]


def line_words(line: PackLine, *, side: Side, on: date, country: str) -> LineWords:
    """One line for a reader of that side."""
    words, tone, icon = STATES[line.state]
    is_mine = line.state is LineState.TO_ARRANGE and side == Side.BUYER
    return LineWords(
        line=line,
        name=line.label.read_in(get_language() or "en"),
        state=str(_("yours to arrange") if is_mine else words),
        tone=tone,
        icon=icon,
        who=_who(line),
        days=tuple(_days(line, on)),
        why=tuple(_why(line, country)),
        numbers=tuple(
            (one.number or one.issuer or _("Open"), _address(one.key))
            for one in line.on_file
            if one.number or one.issuer or _address(one.key)
        ),
    )


def kind_name(kind: str) -> str:
    """The name of a kind of document in the reader's language."""
    if kind.startswith(BY_LAW):
        asked = kind.removeprefix(BY_LAW)
        types = certificate_types()
        return str(types[asked].display_name) if asked in types else asked
    known = all_kinds().get(kind)
    return known.label.read_in(get_language() or "en") if known else kind


def _who(line: PackLine) -> str:
    doer = line.doer.label.read_in(get_language() or "en") if line.doer else ""
    side = _("buyer") if line.side == Side.BUYER else _("supplier")
    if not doer or doer == side:
        return side
    if line.doer and line.doer.id == BOTH:
        return doer
    return _("%(side)s, through: %(doer)s") % {"side": side, "doer": doer}


def _days(line: PackLine, on: date) -> Iterable[str]:
    if line.needed_by and line.is_open:
        text = _("was needed by %(day)s") if line.is_late(on) else _("needed by %(day)s")
        yield text % {"day": date_format(line.needed_by)}
    if line.valid_until:
        text = _("ends on %(day)s, too early") if line.state is LineState.LAPSED else _("valid until %(day)s")
        yield text % {"day": date_format(line.valid_until)}


def _why(line: PackLine, country: str) -> Iterable[str]:
    basis = line.basis.read_in(get_language() or "en") if line.basis else ""
    if line.why is Why.NOT_NEEDED:
        yield str(NOT_NEEDED[line.because])
    elif line.why is Why.SIGNED:
        yield _("The contract that both signed names it.")
    elif line.why is Why.PRACTICE:
        yield _("Trade practice.")
    if line.is_open and line.taken_back:
        yield line.taken_back
    if basis:
        yield _("Law: %(citation)s.") % {"citation": basis.rstrip(".")}
    if line.authentication:
        yield from _authentication(line.authentication, country)
    if line.why is not Why.NOT_NEEDED and line.why is not Why.SIGNED:
        yield _("Confidence: %(word)s.") % {"word": CONFIDENCES.get(line.confidence, line.confidence)}
    if line.is_open and not line.is_sure:
        yield _("It stops nothing until an officer has compared it with its source.")
    if line.is_blocking:
        yield _("The goods are not ready to ship without it.")


def _authentication(found: Authentication, country: str) -> Iterable[str]:
    words = {"place": place_name(country)}
    if found.way is Way.APOSTILLE:
        yield _("Where %(place)s asks for authenticated public documents of China, an apostille does.") % words
    elif found.way is Way.CONSULATE:
        yield (
            _("Where %(place)s asks for authenticated public documents of China, its consulate legalises them.") % words
        )
    else:
        yield _("Ask %(place)s how public documents of China are authenticated there.") % words
    yield _("Documents that deal directly with customs, such as certificates of origin, may need the consulate anyway.")


def _address(key: str) -> str:
    """The page of what is on file; empty where the line itself says enough."""
    kind, _sign, pk = key.partition(":")
    names = {"upload": "delivery:document", "evidence": "trade:evidence-answer", "issued": "delivery:issued-pdf"}
    return reverse(names[kind], args=[int(pk)]) if kind in names else ""


def tally(lines: Sequence[PackLine]) -> dict[str, int]:
    """How many lines are needed, on file, open, and stop the shipment."""
    needed = [one for one in lines if one.state is not LineState.NOT_NEEDED]
    return {
        "needed": len(needed),
        "have": sum(one.state is LineState.HAVE for one in needed),
        "open": sum(one.is_open for one in needed),
        "blocking": sum(one.is_blocking for one in needed),
    }
